#!/usr/bin/env bash
# How many user IDs a second a gateway answers by a thousand at once, in a batch and in a stream of lines, beside single checks
# of the same gateway, and how much memory is resident: goals 10 and 8 times, and no more memory.
#
#   mvn -q package -DskipTests && benchmarks/batches.sh [--pairs 7] [--seconds 8] [--jar FILE]
#
# The gateway is pinned to core 0 with one event loop, wrk and PostgreSQL to core 1. Single checks come over 64 connections, lists
# over 8, each user ID never asked before and as long as a single one: a list's have the same random digits, and numbers that
# tell them apart, so that wrk has little to do. How busy its core was is told; if the gateway's was not, the load was the limit.
# After a warm-up of 40 s for each way they take turns (A B C C B A ...). The directory has 6 million user IDs, tokens are
# verified, and the caller's checks a second are not limited. --data FOLDER keeps the directory for the next time, --help tells
# all. Needs what ladder.sh needs; 6 minutes and the import. Leaves nothing behind and writes results/batches.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/batches.py" "$@"
