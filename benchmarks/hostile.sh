#!/usr/bin/env bash
# What other callers notice of one that asks what costs most: batches of 1,000 texts that are answered with a hundred times as
# much, or that take long to normalise, and streams of the same; at full speed, and without reading the answers.
#
#   mvn -q package -DskipTests && benchmarks/hostile.sh [--pairs 5] [--seconds 10]
#
# The gateway and the embedded PostgreSQL have core 0, and the launcher's heap; the load has core 1. Other callers ask for user
# IDs on a schedule, with and without the hostile one in turn; what is told is the ratio of their p99, pair by pair, and the
# most memory that the gateway had. The goals: at most 2, and 512 MiB. --environment NAME=VALUE and --jar compare others.
# The hostile caller has the budgets that a client has by default; --lifted gives it those of the others, whose end it does not
# reach. Needs what ladder.sh needs; 25 minutes with --pairs 5. Leaves nothing behind and writes results/hostile.json.
set -euo pipefail
ulimit -n "$(ulimit -Hn)"
exec python3 -B "$(dirname "$0")/harness/hostile.py" "$@"
