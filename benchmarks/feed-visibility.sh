#!/usr/bin/env bash
# How long after a hold on one gateway another one calls the user ID taken, while both commit 500 holds a second.
#
#   mvn -q package -DskipTests && benchmarks/feed-visibility.sh [RUNS]        default: 3 runs of 60 s
#
# Two gateways on loopback share an embedded PostgreSQL, fsync on; ports 18080 to 18083 have to be free. Each run warms up for
# 60 s, in which two cold gateways get compiled. Needs jq. Leaves nothing behind, and writes results/feed-visibility.json.
set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
chmod 711 "$work"
gateways=()
trap 'kill "${gateways[@]}" 2>/dev/null; wait || true; rm -rf "$work"' EXIT
for name in $(compgen -e GATEWAY_ || true); do unset "$name"; done

start() { # port
  GATEWAY_PORT=$1 GATEWAY_MANAGEMENT_PORT=$(($1 + 1)) GATEWAY_DATA_DIR="$work/data" \
    java -Xms256m -Xmx256m -jar ../gateway/target/gateway.jar >"$work/out-$1" 2>"$work/err-$1" &
  gateways+=($!)
  for _ in $(seq 120); do grep -q ready "$work/out-$1" && return; sleep 0.5; done
  exit 1
}

start 18080
start 18082
for ((run = 1; run <= ${1:-3}; run++)); do
  java -cp target/benchmarks.jar dk.porten.benchmarks.FeedVisibility \
    http://127.0.0.1:18080 http://127.0.0.1:18082 60 60 | tee -a "$work/runs"
done

mkdir -p results
jq -s --arg commit "$(git rev-parse --short HEAD)" --arg java "$(java -version 2>&1 | head -1)" --arg processors "$(nproc)" \
  '{what: "milliseconds from the answer to a hold on one gateway to the first answer taken of another", command: "benchmarks/feed-visibility.sh", $commit, $java, $processors, runs: .}' \
  "$work/runs" >results/feed-visibility.json
