#!/usr/bin/env bash
# What a gateway is busy with under each load: the ten hottest frames by CPU, by bytes allocated and by time that threads waited for
# locks, and the ten of its own methods that have most below them.
#
#   mvn -q dependency:copy -Dartifact=tools.profiler:async-profiler:4.1 -DoutputDirectory=target
#   unzip -oq target/async-profiler-4.1.jar linux-x64/libasyncProfiler.so -d target
#   mvn -q package -DskipTests && benchmarks/profile.sh --profiler target/linux-x64/libasyncProfiler.so [--loads visit,batch]
#
# Checks: gateway on core 0, wrk and PostgreSQL on core 1, as ladder.sh and batches.sh have them; "traced" are user-ID checks with
# another name and trace each, "proxied" those behind HAProxy with the tokens of 64 callers. Writes: 64 clients on both cores, as
# writes-vs-pgbench.sh has them. A gateway for each load, warmed up for 40 s, then 10 s for each of CPU, allocation and locks. CPU is
# sampled at the kernel's ticks; a frame in the kernel is told as the function that called it. --stacks FOLDER keeps all stacks. Needs what
# those scripts need, and a JDK; two minutes for each load. Leaves nothing behind and writes or replaces the loads in results/profiles.json.
set -euo pipefail
exec python3 -B "$(dirname "$0")/harness/profiles.py" "$@"
