"""Measures a user-ID check, the gateway's memory and its start with directories of several sizes; see ../growth.sh."""

import argparse
import re
import subprocess

import measure as m
import rig as r
import start
from postgres import Postgres
from questions import request_of, samples_of

ENDPOINT = "user-id-checks"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="10000,1000000,10000000", help="the first is what the others are divided by")
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--warmup", type=int, default=20)
    parser.add_argument("--starts", type=int, default=3, help="of each size, from a snapshot of its directory")
    parser.add_argument("--name", default="growth", help="of the result")
    parser.add_argument("--data", help="a folder for the directories, kept for the next time")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS.replace("-Xms352m -Xmx352m", "-Xms64m -Xmx768m"),
                        help="of the gateways' JVMs; by default the launcher's on JDK 17, with another heap")
    arguments = parser.parse_args()
    flags = arguments.flags.split()
    sizes = arguments.sizes.split(",")
    with r.Rig() as rig:
        tokens = r.Tokens(rig)
        request = request_of(rig, ENDPOINT, tokens)
        servers = {}
        for size in sizes:
            data = r.directory(rig, int(size), f"{arguments.data}/{size}" if arguments.data else None)
            snapshot = {"GATEWAY_DIRECTORY_SNAPSHOT_FILE": str(rig.folder / f"snapshot-{size}")}
            server = servers[size] = r.gateway(rig, data, tokens, flags, f"gateway-{size}", snapshot)
            server.data, server.snapshot = data, snapshot
            server.postgres = Postgres(data)
            server.samples = samples_of(ENDPOINT, request, server.postgres)
            server.postgres.pin(r.LOAD_CORE)
            server.resident_at_start = r.resident_mib(server.pid)
            server.freeze()
        for server in servers.values():
            server.thaw()
            m.saturate(server, request, arguments.warmup)
            server.freeze()
        rounds = m.take_turns(servers, arguments.pairs, lambda size: m.turn(
            servers[size], request, arguments.seconds, postgres=servers[size].postgres))
        memory = {size: memory_of(server) for size, server in servers.items()}
        starts = {size: from_snapshot(rig, tokens, server, size, arguments) for size, server in servers.items()}
    m.save(arguments.name, {
        "what": "CPU microseconds a check of a user ID that nobody asked for before, divided by those with the smallest directory, round by round",
        "command": "benchmarks/growth.sh", **m.circumstances(flags), "postgresCore": r.LOAD_CORE,
        "sizes": {size: {**summary(size, sizes[0], rounds), **memory[size], **starts[size]} for size in sizes}, "rounds": rounds})


def summary(size, base, rounds):
    counted = m.counting(rounds)
    ratio = lambda member: m.spread([runs[size][member] / runs[base][member] for runs in counted])
    of = lambda member: m.spread([runs[size][member] for runs in counted])
    return {"cpuRatio": ratio("cpuMicrosPerRequest"), "rateRatio": ratio("requestsPerSecond"),
            "cpuMicrosPerRequest": of("cpuMicrosPerRequest"), "requestsPerSecond": of("requestsPerSecond")}


def memory_of(server):
    """Returns what is resident, at the start and after the load, and what is alive on the heap."""
    server.thaw()
    resident = r.resident_mib(server.pid)
    jcmd = lambda *command: subprocess.run(["jcmd", str(server.pid), *command], capture_output=True, text=True, check=True).stdout
    jcmd("GC.run")
    used_kib = sum(map(int, re.findall(r"(?:generation|heap).*?used (\d+)K", jcmd("GC.heap_info"))))
    return {"residentMibAtStart": round(server.resident_at_start, 1), "residentMibAfterLoad": round(resident, 1),
            "liveHeapMib": round(used_kib / 1024, 1)}


def from_snapshot(rig, tokens, server, size, arguments):
    """Starts another gateway on both cores, with the file that the first one has written, while that one stands still."""
    server.freeze()
    server.postgres.pin(r.SERVER_CORE)
    variant = {"name": f"snapshot-{size}", "command": ["java", *arguments.flags.split(), *r.JAR], "environment": server.snapshot}
    runs = [start.started(rig, server.data, tokens, variant, server.samples, number) for number in range(arguments.starts)]
    spread = lambda member: m.spread([run[member] for run in runs if run["stealShare"] <= m.MAX_STEAL_SHARE])
    return {"snapshotStartSeconds": spread("seconds"), "snapshotResidentMib": spread("residentMib")}


if __name__ == "__main__":
    main()
