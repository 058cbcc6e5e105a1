"""Measures the latency of an endpoint on a schedule beside a bare server at the same rate; see ../tail.sh."""

import argparse

import measure as m
import rig as r
from postgres import Postgres
from questions import request_of, samples_of

DEADLINE_MILLIS = 5_000
PERCENTILES = ("p50Micros", "p99Micros", "p999Micros", "maxMicros")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", default="user-id-checks", choices=["user-id-checks", "document-checks", "witness-checks"])
    parser.add_argument("--pairs", type=int, default=21)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--warmup", type=int, default=45)
    parser.add_argument("--share", type=float, default=0.7, help="of the gateway's own peak")
    parser.add_argument("--connections", type=int, default=256)
    parser.add_argument("--user-ids", type=int, default=6_000_000)
    parser.add_argument("--data", help="a folder for the directory, kept for the next time")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the servers' JVMs; by default the launcher's on JDK 17")
    arguments = parser.parse_args()
    flags = arguments.flags.split()
    with r.Rig() as rig:
        tokens = r.Tokens(rig)
        data = r.directory(rig, arguments.user_ids, arguments.data)
        request = request_of(rig, arguments.endpoint, tokens)
        gateway = r.gateway(rig, data, tokens, flags)
        postgres = Postgres(data)
        gateway.samples = samples_of(arguments.endpoint, request, postgres)
        bare = r.rung(rig, "bare", gateway.answer_to(request), flags)
        postgres.pin(r.SERVER_CORE)  # the load's thread never sleeps
        peaks = {}
        for server in (bare, gateway):
            other = gateway if server is bare else bare
            other.freeze()
            m.saturate(server, request, arguments.warmup)
            peaks[server.name] = m.median([m.saturate(server, request, 5)["requestsPerSecond"] for _ in range(3)])
            other.thaw()
        rate = arguments.share * peaks["gateway"]
        r.say(f"peaks {peaks}, measured at {rate:.0f}/s")
        rounds = run_rounds(rig, [bare, gateway], request, rate, arguments, postgres)
    counted = [runs for runs in rounds if not any(is_void(run) for run in runs.values())]
    m.save("tail", {
        "what": "microseconds from the scheduled start of a request to the end of its answer, on a schedule; gateway divided by bare, pair by pair",
        "command": "benchmarks/tail.sh", **m.circumstances(flags), "endpoint": arguments.endpoint, "takenUserIds": arguments.user_ids,
        "connections": arguments.connections, "secondsPerRun": arguments.seconds, "postgresCore": r.SERVER_CORE,
        "peakPerSecond": peaks, "ratePerSecond": round(rate, 1), "pairs": len(counted), "void": len(rounds) - len(counted),
        "ratio": {name: m.spread([runs["gateway"][name] / runs["bare"][name] for runs in counted]) for name in PERCENTILES},
        **{server: {name: m.spread([runs[server][name] for runs in counted]) for name in PERCENTILES} for server in ("gateway", "bare")},
        "rounds": rounds})


def run_rounds(rig, servers, request, rate, arguments, postgres):
    phases = [("settle", 3, rate), ("measured", arguments.seconds, rate)]
    rounds = []
    while len(rounds) < 3 * arguments.pairs and sum(not any(map(is_void, runs.values())) for runs in rounds) < arguments.pairs:
        runs = {}
        for server in servers if len(rounds) % 2 == 0 else servers[::-1]:
            other = next(each for each in servers if each is not server)
            other.freeze()
            run = m.open_loop(rig, server, DEADLINE_MILLIS, [("requests", request, arguments.connections, phases)], postgres)
            other.thaw()
            if server.wrong_samples():
                r.fail(f"{server.name} answered wrongly")
            runs[server.name] = short(run)
        rounds.append(runs)
        r.say(" | ".join(f"{name} " + " ".join(f"{run[each]:.0f}" for each in PERCENTILES) + (" void" if is_void(run) else "")
                         for name, run in runs.items()))
    return rounds


def short(run):
    """Leaves the time-line out."""
    measured = run.pop("arrivals")["requests"]["measured"]
    return {**run, **{name: value for name, value in measured.items() if not name.endswith(("OfBucket", "bucketMillis"))}}


def is_void(run):
    return m.is_void(run) or run["good"] != run["scheduled"]


if __name__ == "__main__":
    main()
