#!/usr/bin/env bash
# How long after a hold on one gateway another one calls the user ID taken, while both commit 500 holds a second.
#
#   mvn -q package -DskipTests && benchmarks/feed-visibility.sh [--runs 3] [--seconds 60] [--debian 15]
#
# Two gateways on loopback share an embedded PostgreSQL, fsync on, or a cluster of that version of Debian's packages with its default
# configuration, which needs root. Each run warms up for as long as it takes itself, in which two cold gateways get compiled. Nothing is pinned to a
# core. How often a gateway lost its place in the change feed is told beside. Leaves nothing behind, and writes
# results/feed-visibility.json or results/feed-visibility-debian-15.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/feed.py" "$@"
