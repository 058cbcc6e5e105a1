"""Measures how long a change takes from one gateway to others, and what that costs; see ../feed-visibility.sh."""

import argparse
import contextlib
import json
import os
import signal
import subprocess
import time

import measure as m
import rig as r
from postgres import Postgres, cpu_seconds, debian_cluster
from questions import hold

HOLDS = "SELECT count(*) FROM user_id_hold"
SETTLED_SECONDS = 0.1
WARM_SECONDS = 20  # before each run, for the probes too


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--gateways", type=int, default=2)
    parser.add_argument("--rate", type=int, default=500, help="holds a second in all")
    parser.add_argument("--warmup", type=int, default=10, help="seconds for which each gateway holds what it can, one after the other")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateways' JVMs; by default the launcher's on JDK 17")
    parser.add_argument("--cost-pairs", type=int, default=3, help="of 5 s with the others' feeds and without them")
    parser.add_argument("--debian", metavar="VERSION", help="a cluster of Debian's PostgreSQL instead of the embedded one")
    arguments = parser.parse_args()
    r.need("java", "wrk", "psql", "openssl")
    with r.Rig() as rig, contextlib.ExitStack() as ends:
        database, postgres = ends.enter_context(debian_cluster(arguments.debian)) if arguments.debian else ({}, None)
        tokens = r.Tokens(rig)
        gateways = [r.FreeGateway(rig, f"gateway-{number}", arguments.flags.split(), tokens, {**database, "GATEWAY_BUDGETS": "off"})
                    for number in range(arguments.gateways)]
        feeds = Feeds(rig, gateways, postgres or Postgres(rig.folder / "data"), tokens)
        for gateway in gateways:
            feeds.load(gateway, arguments.warmup).communicate()
        runs = [feeds.visibility(arguments.rate, arguments.seconds) for _ in range(arguments.runs)]
        rounds = m.take_turns(("with", "without"), arguments.cost_pairs, feeds.cost, is_void) if arguments.cost_pairs else []
    name = "feed-visibility" + (f"-{arguments.gateways}-{arguments.rate}" if (arguments.gateways, arguments.rate) != (2, 500) else "")
    options = (f" --gateways {arguments.gateways} --rate {arguments.rate}" if name != "feed-visibility" else "") + (f" --debian {arguments.debian}" if arguments.debian else "")
    m.save(name + (f"-debian-{arguments.debian}" if arguments.debian else ""), {
        "what": "milliseconds from the answer to a hold on one gateway to the first answer taken of the slowest other one; CPU in microseconds a hold; "
                "holds a second with the others' feeds, divided by those while the others stand still",
        "command": f"benchmarks/feed-visibility.sh{options}", **m.circumstances(arguments.flags.split()), "gateways": arguments.gateways, "rate": arguments.rate, "runs": runs,
        "costRatio": m.spread([runs["with"]["requestsPerSecond"] / runs["without"]["requestsPerSecond"] for runs in m.counting(rounds, is_void)]),
        "rounds": rounds})


def is_void(run):
    return run["stealShare"] > m.MAX_STEAL_SHARE


class Feeds:
    """Gateways that tell each other what they write; the first is the one that is looked at."""

    def __init__(self, rig, gateways, postgres, tokens):
        self.rig, self.gateways, self.postgres, self.tokens = rig, gateways, postgres, tokens
        self.request = hold(rig, tokens)

    def load(self, gateway, seconds, rate=0):
        return subprocess.Popen(r.pinned(
            ["wrk", "-t1", f"-c{m.CONNECTIONS}", f"-d{seconds}s", "-s", m.REQUESTS, f"http://127.0.0.1:{gateway.port}/", "--",
             next(m.seeds), rate, self.request.file], None), stdout=subprocess.PIPE, text=True)

    def visibility(self, rate, seconds):
        """Holds at a rate by all gateways, and has probes look how soon the others see what the first one holds."""
        losses = lambda: sum(gateway.metric("porten_feed_losses_total") for gateway in self.gateways)
        losses_before = losses()
        start = lambda seconds: [self.load(gateway, seconds, rate / len(self.gateways)) for gateway in self.gateways]
        warm_up = start(WARM_SECONDS)
        probes = self.rig.start(
            ["java", "-cp", r.BENCHMARKS_JAR, "dk.porten.benchmarks.FeedVisibility", WARM_SECONDS, seconds,
             *(f"http://127.0.0.1:{gateway.port}" for gateway in self.gateways)], "probes", None, r.clean_environment(PORTEN_TOKEN=self.tokens.bearer))
        for load in warm_up:
            load.communicate()
        loads = start(seconds + 5)
        spent = self.spent([*loads, probes])
        time.sleep(seconds - 1)
        cost = spent()
        if probes.wait():
            r.fail((self.rig.folder / "probes.err").read_text())
        run = {**json.loads((self.rig.folder / "probes.out").read_text()), **cost, "feedLosses": losses() - losses_before,
               "failedHolds": sum(map(self.failed, loads))}
        r.say(json.dumps(run))
        return run

    def cost(self, side, seconds=5):
        """Holds by the first gateway as fast as it can, beside the others or while they stand still."""
        for gateway in self.gateways[1:]:
            gateway.process.send_signal(signal.SIGCONT)
        while max(gateway.metric("porten_feed_lag_seconds") for gateway in self.gateways) > SETTLED_SECONDS:
            time.sleep(SETTLED_SECONDS)
        if side == "without":
            for gateway in self.gateways[1:]:
                gateway.process.send_signal(signal.SIGSTOP)
        load = self.load(self.gateways[0], seconds + 2)
        time.sleep(2)
        spent = self.spent([load])
        time.sleep(seconds - 0.5)
        run = spent()
        failed = self.failed(load)
        for gateway in self.gateways[1:]:
            gateway.process.send_signal(signal.SIGCONT)
        return {**run, "requestsPerSecond": run["holdsPerSecond"], "failedHolds": failed}

    @staticmethod
    def failed(load):
        return json.loads(load.communicate()[0].partition("RESULT ")[2])["errors"]

    def spent(self, loads):
        """Starts to count; what it returns tells the holds since then, and which CPU time of whom a hold took."""
        written = lambda: int(self.postgres.ask(HOLDS)[0])
        ours = lambda: {"first": cpu_seconds(self.gateways[0].process.pid), "others": sum(cpu_seconds(gateway.process.pid) for gateway in self.gateways[1:]),
                        "load": sum(cpu_seconds(load.pid) for load in loads)}
        rows, before, postgres, ticks, began = written(), ours(), self.postgres.meter(), m.core_ticks()["cpu"], time.monotonic()

        def read():
            elapsed, ticks_now, after = time.monotonic() - began, m.core_ticks()["cpu"], ours()
            cpu = {f"postgres{name.title()}": seconds for name, seconds in postgres().items()}
            held, delta = written() - rows, [now - then for now, then in zip(ticks_now, ticks)]
            cpu.update({name: after[name] - before[name] for name in after})
            return {"holdsPerSecond": round(held / elapsed, 1), "cpuMicrosPerRequest": round(sum(cpu.values()) / held * 1e6, 1),
                    **{f"{name}CpuMicros": round(seconds / held * 1e6, 1) for name, seconds in cpu.items()},
                    "machineBusyShare": m.busy_share(delta), "stealShare": round(delta[7] / max(1, sum(delta)), 4),
                    "othersShare": round(m.busy_share(delta) - sum(cpu.values()) / elapsed / os.cpu_count(), 3)}
        return read


if __name__ == "__main__":
    main()
