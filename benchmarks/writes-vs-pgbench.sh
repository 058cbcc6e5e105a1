#!/usr/bin/env bash
# Durable holds, claims and attestations a second through the gateway, beside pgbench that runs the same SQL at the same
# concurrency on the same server, and which CPU time of whom a write takes.
#
#   mvn -q package -DskipTests && benchmarks/writes-vs-pgbench.sh [--pairs 7] [--seconds 10] [--clients 16] [--debian 15]
#
# As many clients without a pause on either side: wrk over HTTP with fresh keys, pgbench over as many connections of its own with
# the prepared statement that the gateway sends for one write. The gateway writes together what comes together. The sides take
# turns (A B B A ...); every pair gives a ratio. A warm-up of both comes first. PostgreSQL, the embedded one or a cluster of that
# version of Debian's packages with its default configuration, which needs root, confirms only what is on disk (it is asked). All on
# loopback, unpinned: gateway, wrk, pgbench and PostgreSQL share the machine. A side that answers anything but success ends the
# run. CPU is told of the gateway, of the load, and of PostgreSQL: the sessions that write, the change feed's, and its own
# processes; while pgbench writes the gateway goes on with its feed. --help tells all. Needs java, wrk, pgbench, psql and openssl; 6
# minutes by default. Leaves nothing behind and writes results/writes-vs-pgbench-$clients.json, with -debian-15 before .json if so.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/writes.py" "$@"
