#!/usr/bin/env bash
# What a check of a user ID costs, and what the gateway weighs, with 10 thousand, 1 million and 10 million taken IDs; and how long
# it takes to start from a snapshot of them.
#
#   mvn -q package -DskipTests && benchmarks/growth.sh [--sizes 10000,1000000,10000000] [--pairs 7] [--seconds 8]
#
# A gateway for each size, each with its own embedded PostgreSQL; they take turns on core 0 (A B C C B A ...), the others
# standing still, with wrk and PostgreSQL on core 1. CPU is the gateway's and its database's. Resident memory is told after the
# start and after the load, and besides it what is alive on the heap. These have read their directories from PostgreSQL; then
# another gateway of each size starts on both cores from the file that the first one has written, and is asked until its answers
# are right. --data FOLDER keeps the directories for the next time, --help tells all. Needs what ladder.sh needs, with 6 GB of
# memory, 4 GB of disk and jcmd; 6 minutes and 5 for the imports. Leaves nothing behind and writes results/growth.json, or that of
# --name. 60 million user IDs take 10 to 18 minutes to import, 8 GB of disk and -Xmx3g.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/growth.py" "$@"
