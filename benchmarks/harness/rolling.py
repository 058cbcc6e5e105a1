"""Restarts two gateways behind a proxy under load, and counts what is refused and lost; see ../rolling.sh."""

import argparse
import contextlib
import json
import os
import time

import measure as m
import proxies
import rig as r
from cold import is_ready
from overload import own_group, weigh
from postgres import Postgres
from questions import hold, request_of, samples_of

CONNECTIONS = {"checks": 256, "holds": 16}
DEADLINE_MILLIS = 1_000
WARM_UP_SECONDS = 10  # of the load, which is compiled meanwhile
SETTLING_SECONDS = 5
NOTICING_SECONDS = 2  # a check of HAProxy and what it needs for it; fail_timeout of nginx
OUTCOMES = ("scheduled", "good", "late", "refused", "wrong", "unsent", "broken", "unanswered")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--proxy", choices=list(proxies.ID_LENGTHS), default="haproxy")
    parser.add_argument("--slowstart", type=int, help="seconds in which HAProxy gives a gateway that is back its share")
    parser.add_argument("--share", type=float, default=0.25, help="of the peak, which is offered")
    parser.add_argument("--holds", type=float, default=0.01, help="of all requests, which are durable writes")
    parser.add_argument("--seconds", type=int, default=210, help="of load, in which both have to be back; the first ten do not count")
    parser.add_argument("--warmup", type=int, default=20, help="seconds of load before the peak is measured")
    parser.add_argument("--user-ids", type=int, default=6_000_000)
    parser.add_argument("--data", help="a folder for the directory, kept for the next time")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateways' JVMs; by default the launcher's on JDK 17")
    parser.add_argument("--environment", nargs="*", default=[], metavar="NAME=VALUE", help="of the gateways")
    parser.add_argument("--name", default="rolling", help="of the result file")
    arguments = parser.parse_args()
    if arguments.slowstart and arguments.proxy != "haproxy":
        parser.error("only HAProxy has --slowstart")
    with contextlib.ExitStack() as ends, r.Rig() as rig:
        tokens = r.Tokens(rig)
        data = r.directory(rig, arguments.user_ids, arguments.data)
        holder = r.gateway(rig, data, tokens, ["-Xmx512m"], "holder")  # keeps PostgreSQL running between the starts
        postgres = Postgres(data)
        holder.freeze()
        gateways = [Gateway(rig, name, data, tokens, arguments, ends) for name in ("gateway-a", "gateway-b")]
        front = Front(rig, gateways, arguments)
        request = request_of(rig, "user-id-checks", tokens)
        front.samples = samples_of("user-id-checks", request, postgres)
        front.await_right()
        m.saturate(front, request, arguments.warmup)
        peaks = [m.saturate(front, request, 5) for _ in range(3)]
        peak = m.median([run["requestsPerSecond"] for run in peaks])
        r.say(f"peak {peak:.0f}/s, the servers' core busy {peaks[-1]['serverCoreBusyShare']}, the load's {peaks[-1]['loadCoreBusyShare']}")
        rate = arguments.share * peak
        rates = {"checks": (request, rate * (1 - arguments.holds)), "holds": (hold(rig, tokens), rate * arguments.holds)}
        restarts, report, steal = restarted(rig, front, gateways, rates, arguments.seconds)
        front.await_right()
    seconds = [sum_of([kind[f"s{number}"] for kind in report["arrivals"].values()]) for number in range(arguments.seconds)]
    counts = {name: sum(second[name] for second in seconds[WARM_UP_SECONDS:]) for name in OUTCOMES}
    result = {
        "what": "answers that are no success, and requests without an answer, while two gateways were restarted one after the other",
        "command": "benchmarks/rolling.sh", **m.circumstances(arguments.flags.split()), "connections": CONNECTIONS,
        "proxy": proxies.version(arguments.proxy), "slowstartSeconds": arguments.slowstart, "takenUserIds": arguments.user_ids,
        "environment": arguments.environment, "deadlineMillis": DEADLINE_MILLIS, "stealShare": steal,
        "peakPerSecond": peak, "peakServerCoreBusyShare": m.median([run["serverCoreBusyShare"] for run in peaks]),
        "peakLoadCoreBusyShare": m.median([run["loadCoreBusyShare"] for run in peaks]), "offeredPerSecond": round(rate, 1),
        "requests": counts["scheduled"], "refused": counts["refused"] + counts["wrong"],
        "lost": counts["unsent"] + counts["broken"] + counts["unanswered"], **counts,
        "p99MicrosBefore": m.median([second["p99Micros"] for second in seconds[WARM_UP_SECONDS:WARM_UP_SECONDS + SETTLING_SECONDS]]),
        "restarts": restarts, "generatorIdleShare": m.spread(report["idleShareOfPhase"]), "seconds": seconds}
    for restart in restarts:
        back = int(restart["readySecond"])
        restart["p99MicrosAfter"] = [second["p99Micros"] for second in seconds[back:back + SETTLING_SECONDS]]
    r.say(json.dumps({name: value for name, value in result.items() if name != "seconds"}, indent=1))
    m.save(arguments.name, result)


def sum_of(kinds):
    """Adds up what became of the requests of one second; times are those of the checks, which are most."""
    return {**{name: sum(kind[name] for kind in kinds) for name in OUTCOMES}, **{name: kinds[0][name] for name in ("p50Micros", "p99Micros", "maxMicros")}}


def restarted(rig, front, gateways, rates, seconds):
    """Loads the proxy for so long and restarts all gateways meanwhile; returns when, what became of the requests, and what was stolen."""
    ticks = m.core_ticks()["cpu"]
    arrivals = [(name, request, CONNECTIONS[name], [(f"s{number}", 1, rate) for number in range(seconds)])
                for name, (request, rate) in rates.items()]
    # The proxy comes first on the core that they share.
    command = m.open_loop_command(front.port, DEADLINE_MILLIS, arrivals, pause_micros=20)
    load = rig.start(["nice", "-n", "19", *command], "open-loop", r.LOAD_CORE)
    begin = time.monotonic()
    time.sleep(WARM_UP_SECONDS + SETTLING_SECONDS)
    restarts = [gateway.restarted(begin) for gateway in gateways]
    if load.poll() is not None:
        r.fail(f"the load ended before both gateways were back: {restarts}; give it more --seconds")
    if load.wait() != 0:
        r.fail((rig.folder / "open-loop.err").read_text()[-2000:])
    now = [after - before for after, before in zip(m.core_ticks()["cpu"], ticks)]
    return restarts, json.loads((rig.folder / "open-loop.out").read_text()), round(now[7] / sum(now), 4)


class Gateway:
    """A gateway that keeps its ports and its snapshot over restarts.

    Until it is ready it has of their core what the other one leaves, which elsewhere has a machine of its own."""

    def __init__(self, rig, name, data, tokens, arguments, ends):
        self.rig, self.name, self.flags = rig, name, arguments.flags.split()
        self.port, self.management = r.free_port(), r.free_port()
        self.environment = r.gateway_environment(data, tokens, self.port, {
            "GATEWAY_DRAIN_DELAY_SECONDS": None, "GATEWAY_WARM_UP_SECONDS": None, "GATEWAY_MANAGEMENT_PORT": self.management,
            "GATEWAY_DIRECTORY_SNAPSHOT_FILE": rig.folder / f"{name}.snapshot", **dict(pair.split("=", 1) for pair in arguments.environment)})
        self.group = own_group(f"{os.getpid()}-{name}")
        ends.callback(self.group.rmdir)
        self.start()

    def start(self):
        self.process = self.rig.start(["java", *self.flags, *r.JAR], self.name, r.SERVER_CORE, self.environment)
        weigh(self.group, 1)
        (self.group / "cgroup.procs").write_text(str(self.process.pid))
        end = time.monotonic() + 120
        while not is_ready(self.management):
            if self.process.poll() is not None or time.monotonic() > end:
                r.fail(f"{self.name} did not start: {(self.rig.folder / f'{self.name}.err').read_text()[-2000:]}")
            time.sleep(0.05)
        weigh(self.group, 100)

    def restarted(self, begin):
        """Restarts it, and returns how long that took, and when it was ready after the begin."""
        told = time.monotonic()
        self.process.terminate()
        code = self.process.wait(60)
        stopped = time.monotonic()
        if code != 0:
            r.fail(f"{self.name} ended with {code}")
        self.start()
        ready = time.monotonic()
        r.say(f"{self.name}: ended after {stopped - told:.1f} s, ready {ready - stopped:.1f} s later")
        time.sleep(NOTICING_SECONDS + SETTLING_SECONDS)
        return {"name": self.name, "stopSeconds": round(stopped - told, 2), "startSeconds": round(ready - stopped, 2),
                "toldSecond": round(told - begin, 1), "readySecond": round(ready - begin, 1)}


class Front(r.Server):
    """The proxy before both gateways, measured as one server whose process is the first gateway's."""

    def __init__(self, rig, gateways, arguments):
        self.name, self.speaks_tls, self.samples = arguments.proxy, False, []
        slowstart = {"rise 1": f"rise 1 slowstart {arguments.slowstart}s"} if arguments.slowstart else {}
        self.port = proxies.put_before(rig, arguments.proxy, gateways, slowstart)
        self.pid = gateways[0].process.pid

    def await_right(self):
        end = time.monotonic() + 30
        while wrong := self.wrong_samples():
            if time.monotonic() > end:
                r.fail(f"not answered rightly through {self.name}, {len(wrong)} times like {wrong[0]}")
            time.sleep(0.2)


if __name__ == "__main__":
    main()
