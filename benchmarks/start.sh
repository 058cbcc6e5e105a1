#!/usr/bin/env bash
# How long a gateway with 6 million taken user IDs takes from the start of its process to its first right answers: an ID that
# is free, one that is taken, one that is malformed.
#
#   mvn -q package -DskipTests && benchmarks/start.sh [--rounds 7] [--variants plain 'other JAVA=... FLAGS="..." GATEWAY_...=...']
#
# Each variant is a way to start it: another java, other flags, variables of the gateway, or LAUNCHER=gateway/porten with its
# variables (JAVA_HOME); whether "gateway/porten prepare" was run is then up to you. {new} stands for a file that is new at
# each start and {kept} for one that stays. The variants take turns on both cores (A B B A ...); the first round
# prepares and does not count. PostgreSQL is running all the time. --data FOLDER keeps the directory for the next time, --help
# tells all. Needs what ladder.sh needs; for each variant and round as long as a start takes, and the import before. Leaves
# nothing behind and writes results/start.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/start.py" "$@"
