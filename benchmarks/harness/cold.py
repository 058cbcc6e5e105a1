"""Measures how fast a gateway answers in its first seconds after it says that it is ready; see ../cold.sh."""

import argparse
import json
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import measure as m
import rig as r
from postgres import Postgres
from questions import request_of, samples_of
from start import parse

SECONDS = 10
WARM_RUNS = 5
OFFERED = 400, 2_000  # requests a second that come at once after a start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", default="user-id-checks")
    parser.add_argument("--pairs", type=int, default=5, help="starts of each")
    parser.add_argument("--warmup", type=int, default=40, help="seconds of load until a gateway counts as warm")
    parser.add_argument("--user-ids", type=int, default=6_000_000)
    parser.add_argument("--data", help="a folder for the directory, kept for the next time")
    parser.add_argument("--base", metavar="JAR", help="another build, which takes turns with this one")
    parser.add_argument("--java", metavar="HOME", help="the JDK; else the java of the PATH")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateway's JVM; by default the launcher's on JDK 17")
    parser.add_argument("--variants", nargs="+", metavar="'NAME [JAVA=... FLAGS=... JAR=...] [LAUNCHER=...] [GATEWAY_...=...]'",
                        help="what is started instead, the first is what the others are divided by")
    parser.add_argument("--name", default="cold", help="of the file in results")
    parser.add_argument("--more", action="store_true", help="adds to the pairs that the file has")
    parser.add_argument("--modest", action="store_true", help=f"offers {OFFERED} requests a second after each start instead, and tells who was refused")
    arguments = parser.parse_args()
    java = f"JAVA={arguments.java}/bin/java" if arguments.java else ""
    usual = ([f"base {java} JAR={Path(arguments.base).resolve()}"] if arguments.base else []) + [f"gateway {java}"]
    variants = [variant(text, arguments.flags) for text in arguments.variants or usual]
    with r.Rig() as rig:
        tokens = r.Tokens(rig)
        data = r.directory(rig, arguments.user_ids, arguments.data)
        request = request_of(rig, arguments.endpoint, tokens)
        holder = r.gateway(rig, data, tokens, ["-Xmx512m"], "holder")  # keeps PostgreSQL running between the starts
        postgres = Postgres(data)
        samples = samples_of(arguments.endpoint, request, postgres)
        postgres.pin(r.LOAD_CORE)
        holder.freeze()
        rounds = []
        for number in range(arguments.pairs):
            order = variants if number % 2 == 0 else variants[::-1]
            runs = {each["name"]: cold(rig, data, tokens, each, request, samples, f"{number}", arguments) for each in order}
            rounds.append(runs)
    known = m.load_result(arguments.name) if arguments.more else None
    save(arguments, variants, (known["rounds"] if known else []) + rounds)


def variant(text, flags):
    """Reads a variant as start.sh has them, which may also name another jar."""
    found = parse(text, flags)
    jar = found["environment"].pop("JAR", None)
    if jar:
        found["command"] = [*found["command"][:-1], jar]
    return found


def cold(rig, data, tokens, each, request, samples, number, arguments):
    """Starts a gateway on its core, loads it from the moment at which it is ready until it is warm, and stops it."""
    server = Started(rig, f"{each['name']}-{number}", each, data, tokens)
    server.samples = samples
    meter = m.Meter(server)
    run = modest(rig, server, request) if arguments.modest else loaded(server, request, arguments)
    run = {"startSeconds": round(server.start_seconds, 3), "startCpuSeconds": round(server.start_cpu_seconds, 2), **run, **meter.read()}
    run["residentMib"] = round(r.resident_mib(server.pid), 1)
    if server.wrong_samples():
        r.fail(f"{server.name} answered wrongly")
    server.stop()
    r.say(f"{each['name']}: {json.dumps({name: value for name, value in run.items() if name != 'rounds'})}")
    return run


def loaded(server, request, arguments):
    seconds = [second(server, request) for _ in range(SECONDS)]
    if arguments.warmup > SECONDS:
        second(server, request, arguments.warmup - SECONDS)
    warm = [second(server, request) for _ in range(WARM_RUNS)]
    peak = m.median([each["perSecond"] for each in warm])
    p99 = m.median([each["p99Micros"] for each in warm])
    return {
        "peakPerSecond": peak, "warmP99Micros": p99, "perSecond": [each["perSecond"] for each in seconds],
        "p99Micros": [each["p99Micros"] for each in seconds], "errors": sum(each["errors"] for each in seconds + warm),
        "shareOfPeak": [round(each["perSecond"] / peak, 3) for each in seconds],
        "p99Ratio": round(seconds[0]["p99Micros"] / p99, 2)}


def second(server, request, seconds=1):
    """Loads a server with as much as it takes for so long."""
    out = subprocess.run(
        r.pinned(["wrk", "-t1", f"-c{m.CONNECTIONS}", f"-d{seconds}s", "-s", m.REQUESTS, server.url, "--", next(m.seeds), 0, *request.files],
                 r.LOAD_CORE), stdout=subprocess.PIPE, text=True, check=True).stdout
    run = json.loads(out.partition("RESULT ")[2])
    return {"perSecond": round(run["requests"] / run["seconds"], 1), "p99Micros": run["p99Micros"], "errors": run["errors"]}


def modest(rig, server, request):
    """Offers what is little for a warm gateway, on a schedule."""
    phases = [(f"at{rate}", 5, rate) for rate in OFFERED]
    told = m.open_loop(rig, server, 500, [("requests", request, 64, phases)])["arrivals"]["requests"]
    return {phase: {name: of[name] for name in ("scheduled", "good", "late", "refused", "unsent", "broken", "p50Micros", "p99Micros", "maxMicros")}
            for phase, of in told.items()}


class Started(r.Server):
    """A gateway that is started on its core and says by its management port when it is ready."""

    def __init__(self, rig, name, each, data, tokens):
        self.name, self.speaks_tls, self.samples = name, rig.tls is not None, []
        self.port, management = r.free_port(), r.free_port()
        environment = {"GATEWAY_WARM_UP_SECONDS": None, **r.tls_environment(rig), **each["environment"], "GATEWAY_MANAGEMENT_PORT": management}
        start = time.monotonic()
        self.process = rig.start([str(word) for word in each["command"]], name, r.SERVER_CORE,
                                 r.gateway_environment(data, tokens, self.port, environment))
        self.pid = self.process.pid
        while not is_ready(management):
            if self.process.poll() is not None or time.monotonic() > start + 300:
                r.fail(f"{name} did not start: {(rig.folder / f'{name}.err').read_text()[-2000:]}")
            time.sleep(0.01)
        self.start_seconds = time.monotonic() - start
        self.start_cpu_seconds = m.cpu_seconds(self.pid)


def is_ready(management):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{management}/health/ready", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def is_void(run):
    return run["stealShare"] > m.MAX_STEAL_SHARE or run.get("errors", 0) > 0


def save(arguments, variants, rounds):
    counted = [runs for runs in rounds if not any(map(is_void, runs.values()))]
    base = variants[0]["name"]
    of = lambda name, part: m.spread([part(runs[name]) for runs in counted])
    told = lambda name: {
        "startSeconds": of(name, lambda run: run["startSeconds"]),
        "startRatio": m.spread([runs[name]["startSeconds"] / runs[base]["startSeconds"] for runs in counted])}
    if not arguments.modest:
        shares = lambda name: {
            "peakPerSecond": of(name, lambda run: run["peakPerSecond"]), "p99Ratio": of(name, lambda run: run["p99Ratio"]),
            "shareOfPeak": [of(name, lambda run: run["shareOfPeak"][number]) for number in range(SECONDS)]}
    else:
        shares = lambda name: {}
    m.save(arguments.name, {
        "what": "answers in each of the first seconds after a gateway was ready, divided by its own peak when it is warm",
        "command": "benchmarks/cold.sh", **m.circumstances(arguments.flags.split()), "endpoint": arguments.endpoint,
        "takenUserIds": arguments.user_ids, "pairs": len(counted), "void": len(rounds) - len(counted),
        "variants": {each["name"]: {"is": each["text"], "java": each["java"], **told(each["name"]), **shares(each["name"])} for each in variants},
        "rounds": rounds})


if __name__ == "__main__":
    main()
