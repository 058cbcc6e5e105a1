"""Measures user IDs a second by a thousand at once beside single checks of the same gateway; see ../batches.sh."""

import argparse

import measure as m
import rig as r
from postgres import Postgres
from questions import LIST_LENGTH, LISTS, list_of, request_of, samples_of, samples_of_list

SINGLE = "single"
MEMBERS = ("userIdsPerSecond", "cpuMicrosPerUserId", "residentMib", "serverCoreBusyShare", "loadCoreBusyShare")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--warmup", type=int, default=40, help="seconds for each kind")
    parser.add_argument("--settle", type=int, default=2, help="seconds of load before each run")
    parser.add_argument("--connections", type=int, default=8, help="of batches and streams; single checks have %d" % m.CONNECTIONS)
    parser.add_argument("--user-ids", type=int, default=6_000_000)
    parser.add_argument("--data", help="a folder for the directory, kept for the next time")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateway's JVM; by default the launcher's on JDK 17")
    parser.add_argument("--jar", help="another gateway than this tree's")
    parser.add_argument("--name", default="batches", help="of the result file")
    arguments = parser.parse_args()
    flags = arguments.flags.split()
    with r.Rig() as rig:
        tokens = r.Tokens(rig)
        data = r.directory(rig, arguments.user_ids, arguments.data)
        single = request_of(rig, "user-id-checks", tokens)
        kinds = {SINGLE: (single, m.CONNECTIONS, 1),
                 **{kind: (list_of(rig, kind, tokens), arguments.connections, LIST_LENGTH) for kind in LISTS}}
        gateway = r.gateway(rig, data, tokens, flags, environment={"GATEWAY_BUDGETS": tokens.batches},
                            launch=("-jar", arguments.jar or r.GATEWAY_JAR))
        postgres = Postgres(data)
        postgres.pin(r.LOAD_CORE)
        gateway.samples = samples_of("user-id-checks", single, postgres) + [
            sample for kind in LISTS for sample in samples_of_list(kind, kinds[kind][0], postgres)]
        for request, connections, _ in kinds.values():
            m.saturate(gateway, request, arguments.warmup, connections=connections)
        resident = r.resident_mib(gateway.pid)
        rounds = m.take_turns(kinds, arguments.pairs, lambda kind: run(gateway, *kinds[kind], arguments))
    counted = m.counting(rounds)
    m.save(arguments.name, {
        "what": f"user IDs a second by {LIST_LENGTH} at once divided by single checks a second of the same gateway, round by round",
        "command": "benchmarks/batches.sh", **m.circumstances(flags), "connectionsOfLists": arguments.connections,
        "takenUserIds": arguments.user_ids, "seconds": arguments.seconds, "warmupSeconds": arguments.warmup,
        "pairs": len(counted), "void": len(rounds) - len(counted), "residentMibAfterWarmup": round(resident, 1),
        "kinds": {kind: summary(kind, counted) for kind in kinds}, "rounds": rounds})


def run(gateway, request, connections, length, arguments):
    m.saturate(gateway, request, arguments.settle, connections=connections)
    found = m.saturate(gateway, request, arguments.seconds, connections=connections)
    return {**found, "userIdsPerSecond": round(found["requestsPerSecond"] * length, 1),
            "cpuMicrosPerUserId": round(found["cpuMicrosPerRequest"] / length, 4), "residentMib": round(r.resident_mib(gateway.pid), 1)}


def summary(kind, counted):
    ratio = lambda member: m.spread([runs[kind][member] / runs[SINGLE][member] for runs in counted])
    return {"ratio": ratio("userIdsPerSecond"), "cpuRatio": ratio("cpuMicrosPerUserId"),
            **{member: m.spread([runs[kind][member] for runs in counted]) for member in MEMBERS}}


if __name__ == "__main__":
    main()
