#!/usr/bin/env bash
# How long writes fail after the database server stops answering without ending its connections, as a host does that vanishes.
#
#   mvn -q package -DskipTests && benchmarks/silence.sh [--rounds 5] [--debian 15]
#
# A cluster of Debian's PostgreSQL runs in a network namespace of its own. Two faults take turns: "connections dropped" drops every packet of the
# connections that exist, and lets new ones through, as when the address moves to another host; "link down" takes the link down for ten seconds, and what is
# told is the time after it is back. A hold is sent every 50 ms or as soon as the last one is answered; the time ends with the first 201, after which
# the feed has to catch up too. Needs root, iptables, iproute2 and postgresql-15. Leaves nothing behind and writes results/silence.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/silence.py" "$@"
