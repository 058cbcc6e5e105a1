#!/usr/bin/env bash
# Whether a change costs anything: this build beside that of another commit, in at most five minutes, before a merge.
#
#   mvn -q package -DskipTests && BASE=path/to/gateway.jar benchmarks/quick.sh [--base-without NAME ...]
#
# Rows: the first second after a gateway is ready; user-ID checks never asked before (P1); the same with another X-Request-Id,
# traceparent and tracestate each time; durable holds (P7). Each build is started three times with the launcher's flags on a
# directory of its own, 100 thousand user IDs, and warms itself up; then both take turns (A B B A ...), two pairs for each row and
# start. Core 0 has the gateway, and for holds PostgreSQL, whose CPU counts then; core 1 has wrk. Printed are the ratios of
# answers a second and of CPU for each, this build divided by the base: median, lowest and highest, and a verdict. "costs more
# than the spread allows": pairs agree, all but one of six, and the median is off by more than starts of one jar may differ: 5 %,
# for holds 10 %, for the first second 15 %. A pair with errors, more than 1 % of stolen time or more than 5 % of the machine for others
# is thrown away and repeated while there is time; with fewer than three left it is "too disturbed to tell". Before and after
# it prints how busy the machine is by itself, and with whom.
#
# Sees only what costs several per cent; ladder.sh --rungs gateway,other sees less. --base-without names variables that an older
# base does not know (GATEWAY_WARM_UP_SECONDS), --help tells all. Exit code: 0 no difference seen, 3 something got worse, 4 too
# disturbed to tell, another one if nothing could be measured. Needs two cores, wrk, psql, openssl, python3, 2 GB of memory and
# 1 GB of disk. Leaves and writes nothing.
set -euo pipefail
if [ ! -f "${BASE-}" ]; then
  echo "BASE=path/to/gateway.jar has to name the build to compare with; there is no file \"${BASE-}\"." >&2
  exit 64
fi
exec python3 -B "$(dirname "$0")/harness/quick.py" --base "$BASE" "$@"
