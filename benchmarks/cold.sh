#!/usr/bin/env bash
# How fast a gateway answers in each of the first ten seconds after it says that it is ready: a share of its own peak when it is
# warm, the p99 of the first second beside that of the warm one, and how long it takes from its start until it is ready.
#
#   mvn -q package -DskipTests && benchmarks/cold.sh [--base JAR] [--java HOME] [--flags "..."] [--pairs 5]
#
# The gateway has one core and wrk the other, with 64 connections. PostgreSQL is running all the time. --base takes turns with
# another build (A B B A ...), --variants with other flags or variables, written as start.sh has them, with JAR=... too.
# --modest offers 400 and then 2,000 requests a second right after the start instead, and tells how many are refused; it needs
# target/benchmarks.jar. --data FOLDER keeps the directory for the next time, --more adds pairs to those measured before,
# --help tells all. Needs what ladder.sh needs; a minute for each start. Leaves nothing behind and writes results/cold.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/cold.py" "$@"
