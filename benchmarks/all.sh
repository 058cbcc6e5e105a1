#!/usr/bin/env bash
# Makes the table of goals in README.md anew, in at most an hour: the scripts that measure them, with fewer and shorter pairs
# than each has by itself, then harness/render.py.
#
#   mvn -q package -DskipTests && [JDK25=HOME] [BASE=path/to/gateway.jar] benchmarks/all.sh
#
# JDK25 is the JDK of P12's other variant, whose classes are prepared first; without it that row is of a snapshot alone. BASE is
# the build that P14's starts are told beside. P1's rows of budgets keep their figures: they need a build that cannot join a
# directory of a later one. P8 on Debian's PostgreSQL 15 needs root and postgresql-15, or keeps its figures too. So do
# P1 with a connection for each request, P14 on JDK 25, P7 with 64 clients, P8 with four gateways and P13 with 60 million user
# IDs, whose rows name their commands.
#
# A part that fails keeps its figures, as do those that the hour leaves no time for; both are named at the end, with how long
# each part took, and the exit code is 1 then. A part that is cut short writes nothing, or the endpoints that it has finished.
#
# How long it takes: warm-ups and runs are 80 s for an endpoint on a pair of rungs (eleven, two more behind a proxy, and one on four),
# 2 minutes for batches, growth and rolling each, 3 for tail, overload and writes each, 1.5 for each feed. What starts and imports add is known only of
# longer runs: by their own options ladder.sh takes 4 minutes for an endpoint on a pair of rungs and 3 for the import, tail.sh 6,
# overload.sh 9, jmh.sh 20, growth.sh 6 and 5 for its imports, cold.sh a minute for each start.
#
# Needs haproxy and nginx, what ladder.sh, growth.sh, jmh.sh and writes-vs-pgbench.sh need, and a machine that does nothing else.
# Leaves nothing behind but results/*.json and README.md.
set -uo pipefail
if [ -n "${BASE-}" ] && ! BASE=$(realpath -e "$BASE"); then exit 64; fi
cd "$(dirname "$0")/.."

limit_seconds=3600
work=$(mktemp -d)
chmod 711 "$work" # the embedded PostgreSQL is another user if this one is root
running=
trap '[ -z "$running" ] || kill "$running"; wait; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
for name in $(compgen -e GATEWAY_ || true); do unset "$name"; done

parts=()
unfinished=0
part() { # NAME COMMAND ...
  local name=$1 since=$SECONDS outcome=
  local left=$((limit_seconds - 60 - since)) # a minute to stop what is running, and to write the table
  shift
  if ((left < 30)); then
    outcome=', no time left'
  else
    timeout -k 50 $left "$@" &
    running=$!
    wait "$running" || outcome=', FAILED'
    running=
  fi
  [ -z "$outcome" ] || unfinished=1
  parts+=("$(printf '%-28s %4d s%s' "$name" $((SECONDS - since)) "$outcome")")
}

directory=(--data "$work/directory")
short=(--pairs 3 --seconds 4 --settle 1 --warmup 25)
ladder() { # NAME OPTION ...: NAME is the result's
  local name=$1
  shift
  part "ladder.sh, $name" benchmarks/ladder.sh "${directory[@]}" "${short[@]}" --name "$name" "$@"
}

ladder ladder --endpoints user-id-checks
ladder ladder --endpoints document-checks,witness-checks,witness-checks-uncached,visit-checks --rungs bare,gateway
ladder ladder-64 --endpoints user-id-checks,user-id-checks-varied --rungs bare,gateway
ladder ladder-800 --endpoints user-id-checks-varied --rungs bare,gateway --connections 800
ladder ladder-haproxy --proxy haproxy --tokens 64 --endpoints user-id-checks --rungs bare,gateway
ladder ladder-nginx --proxy nginx --tokens 64 --endpoints user-id-checks --rungs bare,gateway
ladder ladder-tokens --tokens 64 --endpoints user-id-checks-varied --rungs bare,gateway
ladder tls --tls --endpoints user-id-checks --rungs bare,gateway
ladder observability --endpoints user-id-checks --rungs gateway,logged
ladder micrometer --endpoints user-id-checks-unknown --rungs micrometer,gateway
part batches.sh benchmarks/batches.sh "${directory[@]}" "${short[@]}"
part cold.sh benchmarks/cold.sh "${directory[@]}" --pairs 3 --warmup 20 ${BASE:+--base "$BASE"}
if [ -n "${JDK25-}" ]; then
  part 'porten prepare' env JAVA_HOME="$JDK25" GATEWAY_DATA_DIR="$work/prepare" gateway/porten prepare
  part start.sh benchmarks/start.sh "${directory[@]}" --rounds 3 --variants plain \
    "snapshot25 LAUNCHER=gateway/porten JAVA_HOME=$JDK25 GATEWAY_DIRECTORY_SNAPSHOT_FILE={kept}"
else
  part start.sh benchmarks/start.sh "${directory[@]}" --rounds 3
fi
part rolling.sh benchmarks/rolling.sh "${directory[@]}" --warmup 10
part tail.sh benchmarks/tail.sh "${directory[@]}" --pairs 9 --warmup 30
part overload.sh benchmarks/overload.sh --quota-percent 20 --repeats 1 --warmup 30
part writes-vs-pgbench.sh benchmarks/writes-vs-pgbench.sh --pairs 3 --seconds 5
part feed-visibility.sh benchmarks/feed-visibility.sh --runs 2 --seconds 20 --cost-pairs 0
part jmh.sh benchmarks/jmh.sh -f 1 -wi 2 -i 3 -p kind=CANONICAL 'TakenUserIds|UserIdField|DocumentField|UserIdJson'
part growth.sh benchmarks/growth.sh --pairs 3 --seconds 4
[ ! -d /usr/lib/postgresql/15 ] || [ "$(id -u)" != 0 ] ||
  part 'feed-visibility.sh, Debian' benchmarks/feed-visibility.sh --runs 2 --seconds 20 --cost-pairs 0 --debian 15
python3 -B benchmarks/harness/render.py || unfinished=1

printf '%s\n' "${parts[@]}" "in all $SECONDS s"
exit $unfinished
