#!/usr/bin/env bash
# How many requests are refused or lost while two gateways behind a proxy are restarted one after the other, as an operator would:
# SIGTERM, wait for the exit, start, wait until it is ready, and until the proxy has noticed.
#
#   mvn -q package -DskipTests && benchmarks/rolling.sh [--proxy nginx] [--slowstart 10] [--share 0.25] [--seconds 210]
#
# The proxy has the sample of ops/ and is asked without TLS. Gateways and PostgreSQL on core 0, where a gateway that starts gets what
# the other one leaves, as if that had its own machine (by cgroups, which it has to be able to make); proxy and load on core 1, where
# the load gives way: so the peak, found by wrk over 64 connections through the proxy, may be that of the load's core, and the result
# says so. An open loop offers a quarter of it all the time over 256 connections, of which each request wakes both cores up, so that it
# takes a third of the servers': user-ID checks, one request in a hundred a hold. Refused is every answer that is no success; lost is
# what has no answer, because its connection ended, none was free within a second, or none came.
# The gateways have their defaults for what stopping and starting take (GATEWAY_DRAIN_DELAY_SECONDS, GATEWAY_WARM_UP_SECONDS) and
# each a snapshot of the directory. The p99 of each second tells what the restarts do to those that are answered.
#
# --slowstart has HAProxy give a gateway that is back its share little by little, in so many seconds. --data FOLDER keeps the
# directory for the next time, --name names the result, --help tells all. Needs what ladder.sh needs, and haproxy or nginx; 7
# minutes, and as much as 3 for the import. Leaves nothing behind and writes results/rolling.json.
set -euo pipefail
ulimit -n "$(ulimit -Hn)"
exec python3 -B "$(dirname "$0")/harness/rolling.py" "$@"
