#!/usr/bin/env bash
# Requests a second that a gateway answers at saturation, endpoint by endpoint: a closed loop, so it says nothing of latency.
#
#   mvn -q package -DskipTests && benchmarks/http-saturation.sh
#
# Needs wrk and jq, two cores, and ports 18080 and 18081. The gateway is pinned to core 0, wrk to core 1, both on loopback; the
# embedded PostgreSQL shares core 0. Each endpoint is warmed up for 20 s and then measured three times for 10 s. Ends by itself
# within 5 minutes, leaves nothing behind, and writes results/http-saturation.json.
set -euo pipefail
cd "$(dirname "$0")"

flags=(-Xms352m -Xmx352m -Xmn48m -XX:+UseSerialGC -Dio.netty.allocator.type=pooled) # the launcher's
work=$(mktemp -d)
gateway=
trap 'kill "$gateway" 2>/dev/null; wait "$gateway" 2>/dev/null || true; rm -rf "$work"' EXIT

GATEWAY_PORT=18080 GATEWAY_MANAGEMENT_PORT=18081 GATEWAY_DATA_DIR="$work/data" \
  taskset -c 0 java "${flags[@]}" -jar ../gateway/target/gateway.jar >"$work/out" 2>"$work/err" &
gateway=$!
for _ in $(seq 120); do grep -q ready "$work/out" && break; kill -0 "$gateway"; sleep 0.5; done
grep -q ready "$work/out"

witness='"birthDate":"1980-02-29","mitIdSince":"2022-01-01","documents":[{"type":"driving-licence","issuer":"DK","expiresOn":"2031-06-30","nameMatchesCpr":true}]'
declare -A bodies=(
  [user-id-checks]='"{\"userId\":\"wish" .. math.random(1, 1000000000) .. "\"}"'
  [document-checks]="'{\"documents\":[{\"type\":\"passport\",\"issuer\":\"SE\",\"cprNumberShown\":false,\"expiresOn\":\"2030-01-01\",\"nameMatchesCpr\":true},{\"type\":\"health-insurance-card\",\"issuer\":\"DK\",\"cprNumberShown\":false,\"nameMatchesCpr\":true},{\"type\":\"birth-certificate\",\"issuer\":\"DK\",\"nameMatchesCpr\":true}],\"on\":\"2026-12-03\"}'"
  [witness-checks]="'{\"witness\":{\"personId\":\"5f0c2e0a-8d3b-4b7e-9a51-1c1f6f0d9b42\",$witness},\"on\":\"2026-12-03\"}'"
)

measure() { # endpoint, seconds
  taskset -c 1 wrk -t1 -c64 -d"$2"s -s "$work/$1.lua" "http://127.0.0.1:18080/v1/$1"
}

results='{}'
for endpoint in user-id-checks document-checks witness-checks; do
  cat >"$work/$endpoint.lua" <<LUA
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
request = function() return wrk.format(nil, nil, nil, ${bodies[$endpoint]}) end
LUA
  measure "$endpoint" 20 >/dev/null
  for _ in 1 2 3; do
    measure "$endpoint" 10 >"$work/run"
    if grep -q 'Non-2xx' "$work/run"; then echo "$endpoint: not every answer was a 200" >&2; exit 1; fi
    rate=$(awk '/Requests\/sec/ {print $2}' "$work/run")
    echo "$endpoint $rate requests/s"
    results=$(jq --arg e "$endpoint" --argjson r "$rate" '.[$e] += [$r]' <<<"$results")
  done
done

mkdir -p results
jq -n --argjson requestsPerSecond "$results" --arg commit "$(git rev-parse --short HEAD)" \
  --arg flags "${flags[*]}" --arg java "$(java -version 2>&1 | head -1)" --arg wrk "$(wrk -v 2>&1 | head -1 | cut -d' ' -f1-2)" \
  '{$commit, $java, $wrk, flags: $flags, connections: 64, $requestsPerSecond}' >results/http-saturation.json
