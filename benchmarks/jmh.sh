#!/usr/bin/env bash
# What rules, decisions, the taken set and JSON cost, each beside its peers of the field in one run (P4 to P6).
#
#   mvn -q package -DskipTests && benchmarks/jmh.sh [OPTION ...]        JMH's own options: -f 1, or a pattern of names
#
# Needs jq and 4 GB of memory; 20 minutes for everything. Writes or replaces what was measured in results/jmh.json.
set -euo pipefail
cd "$(dirname "$0")"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java -jar target/benchmarks.jar -prof gc -rf json -rff "$work/measured" "$@"

mkdir -p results
[ -e results/jmh.json ] && cp results/jmh.json "$work/known" || echo '{}' >"$work/known"
jq --slurpfile known "$work/known" --arg commit "$(git rev-parse --short HEAD)" '
  $known[0] + (map({
    key: ((.benchmark | sub("^dk[.]porten[.](benchmarks|gateway[.]http|gateway[.]budget)[.]"; "")) + ((.params // {} | to_entries | map(" \(.key)=\(.value)") | add) // "")),
    value: {
      nanos: .primaryMetric.score, error: .primaryMetric.scoreError, forks, jdk: .jdkVersion, $commit,
      bytesAllocated: .secondaryMetrics["gc.alloc.rate.norm"].score, bytesPerUserId: (if .secondaryMetrics.bytesPerUserId then .secondaryMetrics.bytesPerUserId.score / .measurementIterations else null end) # JMH adds it up
    } | with_entries(select(.value != null))
  }) | from_entries)' "$work/measured" >"$work/all"
mv "$work/all" results/jmh.json
