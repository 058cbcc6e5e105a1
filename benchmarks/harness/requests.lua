-- For wrk: the requests of template files, each of any of them, with digits of its own at the markers, twelve of them: random
-- hexadecimal ones (HEX), random decimal ones below a million, so that after a while all of them have been asked (MIL), or in
-- hexadecimal how many requests there were, from the seed on (SEQ).
--   wrk ... -s requests.lua URL -- SEED RATE TEMPLATE...
-- With a rate above 0 a request begins when it is due, or as soon after as a connection is free.
local templates = {}
local kind
local count

function init(arguments)
  count = tonumber(arguments[1])
  math.randomseed(count)
  local rate = tonumber(arguments[2])
  if rate > 0 then keep(1e3 / rate) end
  for i = 3, #arguments do
    local file = assert(io.open(arguments[i], "rb"))
    templates[#templates + 1] = partsOf(file:read("*a"))
    file:close()
  end
end

function partsOf(template)
  local parts = {}
  local from = 1
  for at, marker, past in template:gmatch("()@RANDOM%-(%u+)@()") do
    kind = marker
    parts[#parts + 1] = template:sub(from, at - 1)
    from = past
  end
  parts[#parts + 1] = template:sub(from)
  return parts
end

function keep(millisBetween)
  local ffi = require("ffi")
  ffi.cdef("int clock_gettime(int clock, int64_t *secondsAndNanos);")
  local time = ffi.new("int64_t[2]")
  local due
  function delay()
    ffi.C.clock_gettime(1, time)
    local now = tonumber(time[0]) * 1e3 + tonumber(time[1]) / 1e6
    due = (due or now) + millisBetween
    return math.max(0, math.floor(due - now))
  end
end

function request()
  local parts = #templates == 1 and templates[1] or templates[math.random(#templates)]
  if #parts == 1 then return parts[1] end
  if kind == "MIL" then return table.concat(parts, string.format("%012d", math.random(0, 899999))) end
  if kind == "HEX" then return table.concat(parts, string.format("%06x%06x", math.random(0, 0xffffff), math.random(0, 0xffffff))) end
  count = count + 1
  return table.concat(parts, string.format("%012x", count))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('RESULT {"requests":%d,"seconds":%.6f,"p99Micros":%d,"errors":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
