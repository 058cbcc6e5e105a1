-- For wrk: the requests of template files, each of any of them, and with random digits of its own at the markers: twelve
-- hexadecimal ones, or decimal ones below a million, so that after a while all of them have been asked.
--   wrk ... -s requests.lua URL -- SEED TEMPLATE...
local templates = {}
local isOfMillion = false

function init(arguments)
  math.randomseed(tonumber(arguments[1]))
  for i = 2, #arguments do
    local file = assert(io.open(arguments[i], "rb"))
    templates[#templates + 1] = partsOf(file:read("*a"))
    file:close()
  end
end

function partsOf(template)
  local parts = {}
  local from = 1
  for at, kind, past in template:gmatch("()@RANDOM%-(%u+)@()") do
    isOfMillion = kind == "MIL"
    parts[#parts + 1] = template:sub(from, at - 1)
    from = past
  end
  parts[#parts + 1] = template:sub(from)
  return parts
end

function request()
  local parts = #templates == 1 and templates[1] or templates[math.random(#templates)]
  if #parts == 1 then return parts[1] end
  if isOfMillion then return table.concat(parts, string.format("%012d", math.random(0, 899999))) end
  return table.concat(parts, string.format("%06x%06x", math.random(0, 0xffffff), math.random(0, 0xffffff)))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('RESULT {"requests":%d,"seconds":%.6f,"p99Micros":%d,"errors":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
