"""Measures the gateway with one JVM's flags beside another's; see ../jvm.sh."""

import argparse
import json
import re
import subprocess
from pathlib import Path

import measure as m
import rig as r
from postgres import Postgres
from questions import request_of, samples_of
from start import parse

ENDPOINT = "user-id-checks"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("variants", nargs="+", metavar="'NAME [JAVA=... FLAGS=...] [LAUNCHER=...] [GATEWAY_...=...]'",
                        help="what is measured, the first is what the others are divided by")
    parser.add_argument("--starts", type=int, default=3, help="of each variant: what the compiler makes of a start differs by 5 %%")
    parser.add_argument("--pairs", type=int, default=3, help="of each start")
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--warmup", type=int, default=20)
    parser.add_argument("--user-ids", type=int, default=6_000_000)
    parser.add_argument("--data", help="a folder for the directory, kept for the next time")
    parser.add_argument("--flags", default="", help="of the variants that have none")
    arguments = parser.parse_args()
    variants = [parse(text, arguments.flags) for text in arguments.variants]
    with r.Rig() as rig:
        tokens = r.Tokens(rig)
        data = r.directory(rig, arguments.user_ids, arguments.data)
        request = request_of(rig, ENDPOINT, tokens)
        rounds, memory = [], []
        for number in range(arguments.starts):
            servers = {variant["name"]: started(rig, variant, data, tokens, request, number) for variant in variants}
            java = {name: version_of(server) for name, server in servers.items()}
            for server in servers.values():
                server.thaw()
                m.saturate(server, request, arguments.warmup)
                server.freeze()
            rounds += m.take_turns(servers, arguments.pairs, lambda name: m.turn(servers[name], request, arguments.seconds))
            memory.append({name: memory_of(server) for name, server in servers.items()})
            for server in servers.values():
                server.stop()
    base = variants[0]["name"]
    measured = {variant["name"]: {
        "is": variant["text"], "of": base, "takenUserIds": arguments.user_ids, **m.circumstances([]), "java": java[variant["name"]], "starts": arguments.starts,
        **summary(rounds, base, variant["name"]),
        **{what: m.spread([of[variant["name"]][what] for of in memory]) for what in memory[0][base]}} for variant in variants}
    file = r.BENCHMARKS / "results/jvm.json"
    known = json.loads(file.read_text()) if file.exists() else {}
    m.save("jvm", {**known, **measured})


def started(rig, variant, data, tokens, request, number):
    """Starts a gateway, which stands still then; the first one starts PostgreSQL, the last one stops it."""
    rig.clusters.add(data / "cluster/postmaster.pid")
    server = r.Server(rig, f"{variant['name']}-{number}", variant["command"], r.gateway_environment(data, tokens, 0, variant["environment"]))
    postgres = Postgres(data)
    postgres.pin(r.LOAD_CORE)
    server.samples = samples_of(ENDPOINT, request, postgres)
    server.resident_at_start = r.resident_mib(server.pid)
    server.freeze()
    return server


def version_of(server):
    return subprocess.run([f"/proc/{server.pid}/exe", "-version"], capture_output=True, text=True, check=True).stderr.splitlines()[0]


def summary(rounds, base, name):
    counted = m.counting(rounds)
    of = lambda member: m.spread([runs[name][member] for runs in counted])
    ratio = lambda member: m.spread([runs[name][member] / runs[base][member] for runs in counted])
    return {"pairs": len(counted), "void": len(rounds) - len(counted), "ratio": ratio("requestsPerSecond"),
            "cpuRatio": ratio("cpuMicrosPerRequest"), "cpuMicrosPerRequest": of("cpuMicrosPerRequest")}


def memory_of(server):
    """Returns what was resident at the start, at the most, and at the end; of that, what is in huge pages."""
    status = Path(f"/proc/{server.pid}/status").read_text()
    smaps = Path(f"/proc/{server.pid}/smaps_rollup").read_text()
    mib = lambda text, name: round(int(re.search(name + r":\s+(\d+)", text).group(1)) / 1024, 1)
    memory = {"residentMibAtStart": round(server.resident_at_start, 1), "residentMib": mib(status, "VmRSS"),
              "residentMibAtMost": mib(status, "VmHWM"), "hugePagesMib": mib(smaps, "AnonHugePages")}
    r.say(f"{server.name}: {memory}")
    return memory


if __name__ == "__main__":
    main()
