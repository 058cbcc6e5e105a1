#!/usr/bin/env bash
# How long after a hold on one gateway the others call the user ID taken, while all of them commit holds; and what it costs the
# writes that others follow them.
#
#   mvn -q package -DskipTests && benchmarks/feed-visibility.sh [--gateways 2] [--rate 500] [--runs 3] [--seconds 60]
#     [--cost-pairs 3] [--debian 15]
#
# The gateways on loopback share an embedded PostgreSQL, fsync on, or a cluster of that version of Debian's packages with its
# default configuration, which needs root. --rate is the holds a second in all, from a wrk for each gateway, on a schedule. Of twenty
# probes a second each is held on the first gateway, and counts when the slowest of the others has said taken. A warm-up comes
# first. At the end the first gateway holds what it can over 64 connections for 5 s, in turn with and without
# the others, which stand still then; its own feed goes on. Nothing is pinned to a core: gateways, PostgreSQL and load share the
# machine. Beside it is told whose CPU time a hold takes, how often a gateway lost its place in the change feed, and how many holds
# failed. Needs java, wrk, psql and openssl. Leaves nothing behind, and writes results/feed-visibility.json, with -4-2000 or
# -debian-15 before .json where that was asked for.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/feed.py" "$@"
