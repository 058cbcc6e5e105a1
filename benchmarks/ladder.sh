#!/usr/bin/env bash
# How many requests a second the gateway's endpoints answer, and for how much CPU, beside Vert.x servers that read the same
# request and send a fixed answer of the same bytes: bare (no router), behind vertx-web's router, behind vertx-openapi; and for
# a witness whose quota is not cached beside a bare one that runs one prepared query for each request.
#
#   mvn -q package -DskipTests && benchmarks/ladder.sh [--endpoints user-id-checks --rungs bare,gateway] [--pairs 7] [--seconds 8]
#
# The servers are pinned to core 0 with one event loop and the same flags, wrk to core 1. Each is warmed up for 40 s; then they
# take turns (A B B A ...), the others standing still. PostgreSQL is pinned to the server's core where requests ask it, else to
# the load's, where it gives way to the load, for all servers alike; on the server's its CPU counts too. The directory has 6
# million user IDs; tokens are verified. A round with errors, more than 1 % of stolen time or others on the server's core does not
# count and is repeated; sampled answers have to be right. p99 is wrk's, a closed loop's: it tells how unevenly requests wait.
#
# Three more rungs are gateways: "logged" writes an access log, "micrometer" has vertx-micrometer measure HTTP requests as well,
# "other" is the gateway of another commit (--other-jar FILE), to see what a change costs.
# --tls has all servers speak TLS 1.3 with the same certificate, --connections says over how many wrk asks (64), --close has each
# request come on a connection of its own. --tokens 64 has each request show any of so many tokens, of eight clients. --proxy haproxy
# (or nginx) has wrk ask through that proxy with the sample of ops/, on the load's core; without TLS, and it logs nothing. wrk and
# proxy together are then the limit, and of the two figures CPU a request is the one that counts. --data FOLDER keeps
# the directory for the next time, --help tells all. Needs two cores, wrk, psql, openssl, python3, 3 GB of memory and 2 GB of disk;
# 4 minutes for an endpoint on a pair of rungs, and as much as 3 for the import. Leaves nothing behind and writes
# results/ladder.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/ladder.py" "$@"
