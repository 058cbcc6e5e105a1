#!/usr/bin/env bash
# What a gateway still answers in time when 2, 3 and 5 times its peak is offered, how soon it is back to normal, and what
# becomes of the writes that come beside 3 times the peak.
#
#   mvn -q package -DskipTests && benchmarks/overload.sh --quota-percent 20 [--factors 2,3,5] [--repeats 3]
#
# The peak is found by wrk over 64 connections. Then an open loop offers half of the peak for 5 s, the overload for 10 s and half
# of the peak again for 10 s, over 4,000 connections or as much of them as --quota-percent leaves the gateway of a core (by a
# cgroup, which it has to be able to make). A request is given up if no connection is free for it within 100 ms, and only
# successes within its deadline (500 ms from when it was due) count. (If it waited for a connection until the deadline, all that
# is sent would be about to be late, whatever the gateway does.) Gateway and PostgreSQL on core 0, the load on core 1: its thread
# has to be idle for 30 % of the time, or the run proves nothing.
#
# --environment NAME=VALUE sets a variable of the gateway, as for a comparison of two configurations; --name names the result.
# --help tells all. Needs what ladder.sh needs; 9 minutes. Leaves nothing behind and writes results/overload.json.
set -euo pipefail
ulimit -n "$(ulimit -Hn)"
exec python3 -B "$(dirname "$0")/harness/overload.py" "$@"
