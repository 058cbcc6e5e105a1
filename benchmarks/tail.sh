#!/usr/bin/env bash
# How long a check takes at 70 % of the gateway's peak, from when it was due to the end of its answer: p50, p99, p99.9 and the
# longest, beside a bare Vert.x server that sends the same bytes at the same rate.
#
#   mvn -q package -DskipTests && benchmarks/tail.sh [--endpoint user-id-checks] [--pairs 21] [--seconds 2]
#
# An open loop: requests start on a schedule over 256 connections, whether earlier ones are answered or not, so a stall counts
# for every request that it delays. The peak is found by wrk first. Server and PostgreSQL on core 0, the load on core 1, where
# one thread never sleeps; the sides take turns (A B B A ...), the other standing still. A run counts only if every request got
# a success, at most 1 % of the time was stolen and nobody else used the server's core. Many short runs, so that the median is of
# runs that met no stall of the machine. --help tells all. Needs what ladder.sh needs; 6 minutes and the import. Leaves nothing behind and writes results/tail.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/tail.py" "$@"
