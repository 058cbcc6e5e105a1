-- For wrk: the requests of a template file, each with random digits of its own at the markers: twelve hexadecimal ones, or
-- decimal ones below a million, so that after a while all of them have been asked.
--   wrk ... -s requests.lua URL -- TEMPLATE SEED
local parts = {}
local isOfMillion = false

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  local template = file:read("*a")
  file:close()
  math.randomseed(tonumber(arguments[2]))
  local from = 1
  for at, kind, past in template:gmatch("()@RANDOM%-(%u+)@()") do
    isOfMillion = kind == "MIL"
    parts[#parts + 1] = template:sub(from, at - 1)
    from = past
  end
  parts[#parts + 1] = template:sub(from)
end

function request()
  if #parts == 1 then return parts[1] end
  if isOfMillion then return table.concat(parts, string.format("%012d", math.random(0, 899999))) end
  return table.concat(parts, string.format("%06x%06x", math.random(0, 0xffffff), math.random(0, 0xffffff)))
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format('RESULT {"requests":%d,"seconds":%.6f,"p99Micros":%d,"errors":%d}\n', summary.requests,
    summary.duration / 1e6, latency:percentile(99), errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
