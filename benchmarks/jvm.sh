#!/usr/bin/env bash
# What user-ID checks cost, and how much memory is resident, under one JVM or set of flags beside another.
#
#   mvn -q package -DskipTests && benchmarks/jvm.sh 'porten LAUNCHER=gateway/porten' 'parallel FLAGS="-Xmx352m -XX:+UseParallelGC"' ...
#
# Each variant is a gateway on the same directory of 6 million user IDs, started as start.sh tells; they take turns on core 0
# (A B B A ...), the others standing still, with wrk and PostgreSQL on core 1. The first is what the others are divided by.
# Each is started three times, for what the compiler makes of a start differs by more than most flags do.
# Resident memory is told after the start, at the most and at the end, which is under load. --data FOLDER keeps the directory
# for the next time, --help tells all. Needs what ladder.sh needs; 6 minutes for a pair. Leaves nothing behind and writes or
# replaces the variants in results/jvm.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/jvm.py" "$@"
