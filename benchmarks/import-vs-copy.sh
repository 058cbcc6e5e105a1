#!/usr/bin/env bash
# Measures `gateway.jar import user-ids` against `psql \copy` of the same rows into the same table
# with the same primary key, each on a fresh embedded database, in turn. Then it imports three
# times as many with a heap of 128 MB.
#
#   benchmarks/import-vs-copy.sh [PAIRS] [LINES]        default: 5 pairs of 2,000,000 lines
#
# Time is the wall time of the whole command, for the import the start of its JVM included, while a
# gateway holds the database open; ratio is psql's time divided by the import's. psql copies IDs
# that are in canonical form already, the import brings them into it and validates them. Both sides
# must end with LINES rows. The 1-minute load average before each run tells how quiet it was.
#
# Needs: a built gateway/target/gateway.jar, Java 17 or newer, psql, bash, python3, GNU sed and
# GNU time; some 1 GB under $TMPDIR. Uses the loopback interface only, kills nothing that it did
# not start and removes its files. Writes benchmarks/results/import-vs-copy.json.
set -euo pipefail

pairs=${1:-5}
lines=${2:-2000000}
here=$(cd "$(dirname "$0")" && pwd)
jar=$here/../gateway/target/gateway.jar
work=$(mktemp -d)
chmod 711 "$work"
gateway=
trap 'stop_gateway; rm -rf "$work"' EXIT

start_gateway() {
  mkfifo "$work/out"
  java -jar "$jar" >"$work/out" 2>"$work/log" &
  gateway=$!
  exec 3<"$work/out"
  grep -m 1 -q 'is ready' <&3
  export PGHOST=127.0.0.1 PGUSER=porten PGDATABASE=porten
  PGPORT=$(sed -n 4p "$GATEWAY_DATA_DIR/cluster/postmaster.pid")
  PGPASSWORD=$(cat "$GATEWAY_DATA_DIR/password")
  export PGPORT PGPASSWORD
}

stop_gateway() {
  if [ -n "$gateway" ]; then
    kill "$gateway" 2>/dev/null || true
    wait "$gateway" || true
    gateway=
  fi
  rm -rf "$work/data" "$work/out"
}

# Prints a JSON object: measured SIDE ROWS COMMAND...
measured() {
  local side=$1 rows=$2 load
  shift 2
  start_gateway
  load=$(cut -d ' ' -f 1 /proc/loadavg)
  /usr/bin/time -f '%e %M' -o "$work/time" "$@" >"$work/stdout" 2>"$work/stderr"
  local found
  found=$(psql -Atc 'SELECT count(*) FROM taken_user_id')
  [ "$found" = "$rows" ] || { echo "$side left $found rows, not $rows" >&2; exit 1; }
  server=$(psql -Atc 'SHOW server_version')
  read -r seconds kilobytes <"$work/time"
  printf '{"side": "%s", "rows": %s, "seconds": %s, "maxResidentKilobytes": %s, "load": %s}' \
    "$side" "$rows" "$seconds" "$kilobytes" "$load"
  echo "$side: $seconds s, $kilobytes kB, load $load; $(cat "$work/stdout")" >&2
  printf '%s' "$server" >"$work/server"
  stop_gateway
}

for name in $(compgen -e GATEWAY_ || true); do unset "$name"; done
export GATEWAY_DATA_DIR=$work/data GATEWAY_PORT=0 GATEWAY_MANAGEMENT_PORT=0

java -jar "$jar" import --generate "$lines" --output "$work/ids"
LC_ALL=C.UTF-8 sed 's/.*/\L&/' "$work/ids" >"$work/canonical"
for ((pair = 1; pair <= pairs; pair++)); do
  measured psql "$lines" psql -qc "\\copy taken_user_id (user_id) FROM '$work/canonical'" >>"$work/runs"
  echo >>"$work/runs"
  measured import "$lines" java -jar "$jar" import user-ids "$work/ids" >>"$work/runs"
  echo >>"$work/runs"
done
java -jar "$jar" import --generate $((3 * lines)) --output "$work/ids"
measured import-128m $((3 * lines)) java -Xmx128m -jar "$jar" import user-ids "$work/ids" >>"$work/runs"

commit=$(git -C "$here" rev-parse HEAD)
python3 - "$work" "$commit" "$(java -version 2>&1 | head -1)" "$(psql --version)" "$(nproc)" \
  >"$here/results/import-vs-copy.json" <<'PYTHON'
import json, statistics, sys
work, commit, java, psql, processors = sys.argv[1:]
runs = [json.loads(line) for line in open(work + "/runs") if line.strip()]
side = lambda name: [run["seconds"] for run in runs if run["side"] == name]
ratios = [round(p / i, 3) for p, i in zip(side("psql"), side("import"))]
json.dump({
    "what": "wall seconds of psql \\copy divided by those of the import, same rows, fresh database",
    "command": "benchmarks/import-vs-copy.sh",
    "commit": commit, "java": java, "psql": psql,
    "server": open(work + "/server").read(), "processors": int(processors),
    "ratios": ratios, "medianRatio": statistics.median(ratios),
    "lowestRatio": min(ratios), "highestRatio": max(ratios),
    "medianSeconds": {name: statistics.median(side(name)) for name in ("psql", "import")},
    "runs": runs}, sys.stdout, indent=2)
print()
PYTHON
cat "$here/results/import-vs-copy.json" | head -20 >&2
