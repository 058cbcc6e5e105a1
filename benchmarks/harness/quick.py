"""Says within five minutes whether a build costs anything beside another one; see ../quick.sh."""

import argparse
import os
import shlex
import sys
import time
from pathlib import Path

import cold
import measure as m
import rig as r
from postgres import Postgres
from questions import hold, request_of, samples_of

LIMIT_SECONDS = 285
START_SECONDS = 70  # what has to be left for another start of both
PAIR_SECONDS = 12
LEAST_PAIRS = 3
FIRST_SECOND, WRITES = "first second after ready", "P7 durable holds"
ENDPOINTS = {"P1 user-ID checks": "user-id-checks", "P1 traced": "user-id-checks-varied"}
# By how much the medians of two starts of one jar may differ, which no number of pairs shows: 5 % was seen of checks (../README.md);
# the others are taken from how far pairs of writes-vs-pgbench.sh and cold.sh were apart, not from a build beside itself.
ALLOWED = {**dict.fromkeys(ENDPOINTS, 0.05), WRITES: 0.1, FIRST_SECOND: 0.15}
MEMBERS = {"answers": "requestsPerSecond", "CPU": "cpuMicrosPerRequest"}
WORSE, SAME, UNCLEAR = "costs more than the spread allows", "no difference seen", "too disturbed to tell"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", metavar="JAR", required=True, help="the gateway.jar of the commit to compare with")
    parser.add_argument("--base-without", nargs="*", default=[], metavar="NAME", help="variables that the base does not know")
    parser.add_argument("--starts", type=int, default=3, help="of each: what the compiler makes of a start differs by 5 %%")
    parser.add_argument("--pairs", type=int, default=2, help="of each start and row")
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--warmup", type=int, default=5, help="seconds of load after a gateway has warmed itself up")
    parser.add_argument("--user-ids", type=int, default=100_000)
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateways' JVMs; by default the launcher's on JDK 17")
    arguments = parser.parse_args()
    r.need("java", "wrk", "psql", "openssl")
    began = time.monotonic()
    seconds_left = lambda: LIMIT_SECONDS - (time.monotonic() - began)
    r.say(m.load_of_machine())
    rounds = {row: [] for row in ALLOWED}
    with r.Rig() as rig:
        tokens = r.Tokens(rig)
        # Each has a directory of its own: a base cannot join a database that a later build has migrated.
        sides = {name: {**cold.variant(f"{name} JAR={shlex.quote(str(jar))}", arguments.flags),
                        "data": r.directory(rig, arguments.user_ids, rig.folder / name, jar)}
                 for name, jar in (("base", Path(arguments.base).resolve()), ("gateway", r.GATEWAY_JAR))}
        sides["base"]["environment"].update(dict.fromkeys(arguments.base_without))
        requests = {row: request_of(rig, endpoint, tokens) for row, endpoint in ENDPOINTS.items()}
        requests[WRITES] = hold(rig, tokens)
        for number in range(arguments.starts):
            if seconds_left() > START_SECONDS:
                one_start(rig, tokens, sides, requests, number, rounds, seconds_left, arguments)
    verdicts = [told(row, rounds[row]) for row in ALLOWED]
    r.say(f"{LIMIT_SECONDS - seconds_left():.0f} s; {m.load_of_machine()}")
    sys.exit(3 if WORSE in verdicts else 4 if UNCLEAR in verdicts else 0)  # 1 and 2 are a failure's


def one_start(rig, tokens, sides, requests, number, rounds, seconds_left, arguments):
    """Starts both, looks at their first seconds, lets them take turns, and stops them."""
    first, servers = {}, {}
    for name in sides if number % 2 == 0 else reversed(sides):
        first[name], servers[name] = started(rig, tokens, sides[name], requests["P1 user-ID checks"], number, arguments.warmup)
    rounds[FIRST_SECOND].append(first)
    r.say(f"{FIRST_SECOND}: " + ", ".join(f"{name} {run['requestsPerSecond']:.0f}/s, {m.disturbance(run)}" for name, run in first.items()))
    for row, request in requests.items():
        r.say(row)
        core = r.SERVER_CORE if row == WRITES else r.LOAD_CORE  # what is written costs PostgreSQL's CPU too
        for server in servers.values():
            server.postgres.pin(core)
        postgres_of = lambda name: servers[name].postgres if row == WRITES else None
        rounds[row] += m.take_turns(
            sides, arguments.pairs,
            lambda name: beside_others(servers[name], lambda: m.turn(servers[name], request, arguments.seconds, 1, postgres_of(name))),
            is_disturbed, lambda: seconds_left() > PAIR_SECONDS)
    for server in servers.values():
        server.stop()


def started(rig, tokens, side, request, number, warmup):
    """Starts one of them and returns its first second, and the gateway, which is warmer then and stands still."""
    server = cold.Started(rig, f"{side['name']}-{number}", side, side["data"], tokens)
    server.postgres = Postgres(side["data"])
    server.postgres.pin(r.LOAD_CORE)
    meter = m.Meter(server)
    run = beside_others(server, lambda: cold.second(server, request))
    run = {**run, **meter.read(), "requestsPerSecond": run["perSecond"]}
    run["cpuMicrosPerRequest"] = run["serverCpuSeconds"] * 1e6 / max(1, run["perSecond"])
    server.samples = samples_of("user-id-checks", request, server.postgres)
    m.saturate(server, request, warmup)
    server.freeze()
    return run, server


def beside_others(server, run):
    """Runs something and adds how much of the machine's cores processes had that are none of the measurement's."""
    ours = {os.getpid(), server.pid, *server.postgres.pids()}
    before, since = m.process_seconds(), time.monotonic()
    found = run()
    others = sum(max(0, now - before.get(pid, 0)) for pid, now in m.process_seconds().items() if pid not in ours)
    return {**found, "othersShare": round(others / (time.monotonic() - since) / os.cpu_count(), 3)}


def is_disturbed(run):
    return run["errors"] > 0 or run["stealShare"] > m.MAX_STEAL_SHARE or run["othersShare"] > m.MAX_FOREIGN_SHARE


def told(row, rounds):
    """Prints a row and returns its verdict: worse only if pairs agree, all but one of six, and the median is off by more than starts may differ."""
    counted = m.counting(rounds, is_disturbed)
    ratios = {what: [runs["gateway"][member] / runs["base"][member] for runs in counted] for what, member in MEMBERS.items()}
    costs = lambda ratios: 6 * sum(ratio <= 1 for ratio in ratios) <= len(ratios) and m.median(ratios) > 1 + ALLOWED[row]
    verdict = UNCLEAR
    if len(counted) >= LEAST_PAIRS:
        verdict = WORSE if costs([1 / ratio for ratio in ratios["answers"]]) or costs(ratios["CPU"]) else SAME
    spreads = ", ".join("{} {median:.2f} ({lowest:.2f} to {highest:.2f})".format(what, **m.spread(found)) for what, found in ratios.items() if found)
    print(f"{row:26}{spreads:56}{len(counted)} pairs, {len(rounds) - len(counted)} thrown away  {verdict}", flush=True)
    return verdict


if __name__ == "__main__":
    main()
