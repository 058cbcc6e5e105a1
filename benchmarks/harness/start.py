"""Measures how long a gateway takes from its start to its first right answers; see ../start.sh."""

import argparse
import re
import shlex
import time

import measure as m
import rig as r
from postgres import Postgres
from questions import request_of, samples_of


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--variants", nargs="+", default=["plain", "snapshot GATEWAY_DIRECTORY_SNAPSHOT_FILE={kept}"],
                        metavar="'NAME [JAVA=... FLAGS=...] [LAUNCHER=...] [GATEWAY_...=...]'",
                        help="what is started, the first is what the others are divided by; {new} is a new file each time, {kept} one that stays")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--user-ids", type=int, default=6_000_000)
    parser.add_argument("--data", help="a folder for the directory, kept for the next time")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateway's JVM, by default the launcher's on JDK 17, unless a variant has its own")
    arguments = parser.parse_args()
    variants = [parse(text, arguments.flags) for text in arguments.variants]
    with r.Rig() as rig:
        tokens = r.Tokens(rig)
        data = r.directory(rig, arguments.user_ids, arguments.data)
        request = request_of(rig, "user-id-checks", tokens)
        holder = r.gateway(rig, data, tokens, ["-Xmx512m"], "holder")  # keeps PostgreSQL running between the starts
        samples = samples_of("user-id-checks", request, Postgres(data))
        holder.freeze()
        rounds = []
        for number in range(arguments.rounds + 1):  # the first prepares what a variant finds at its next start
            order = variants if number % 2 == 0 else variants[::-1]
            runs = {variant["name"]: started(rig, data, tokens, variant, samples, f"{number}") for variant in order}
            r.say(("prepared " if number == 0 else "") + " | ".join(f"{name} {run['seconds']:.2f} s" for name, run in runs.items()))
            rounds.append(runs)
    counted = [runs for runs in rounds[1:] if all(run["stealShare"] <= m.MAX_STEAL_SHARE for run in runs.values())]
    base = variants[0]["name"]
    m.save("start", {
        "what": "seconds from the start of the process to the first right answers; PostgreSQL is running",
        "command": "benchmarks/start.sh", **m.circumstances(arguments.flags.split()), "takenUserIds": arguments.user_ids,
        "variants": {variant["name"]: {
            "is": variant["text"], "java": variant["java"], "seconds": m.spread([runs[variant["name"]]["seconds"] for runs in counted]),
            "ratio": m.spread([runs[variant["name"]]["seconds"] / runs[base]["seconds"] for runs in counted])} for variant in variants},
        "void": len(rounds) - 1 - len(counted), "rounds": rounds[1:]})


def parse(text, flags):
    name, *words = shlex.split(text)
    variables = dict(word.split("=", 1) for word in words)
    launcher = variables.pop("LAUNCHER", None)
    java = variables.pop("JAVA", f"{variables['JAVA_HOME']}/bin/java" if "JAVA_HOME" in variables else "java")
    direct = [java, *shlex.split(variables.pop("FLAGS", flags)), *r.JAR]
    return {"name": name, "text": re.sub(r"\S*/(?=\S)", "", text), "java": m.version_of(java), "command": [launcher] if launcher else direct, "environment": variables}


def started(rig, data, tokens, variant, samples, number):
    """Starts a gateway as anybody would, on all cores, asks it until its answers are right, and stops it."""
    name = f"{variant['name']}-{number}"
    fill = lambda text: text.format(new=rig.folder / name, kept=rig.folder / variant["name"])
    port = r.free_port()
    environment = {key: fill(value) for key, value in variant["environment"].items()}
    before = m.core_ticks()["cpu"]
    start = time.monotonic()
    process = rig.start([fill(str(word)) for word in variant["command"]], name, environment=r.gateway_environment(data, tokens, port, environment))
    while not are_right(port, samples):
        if process.poll() is not None or time.monotonic() > start + 300:
            r.fail(f"{name} did not start: {(rig.folder / f'{name}.err').read_text()[-2000:]}")
        time.sleep(0.01)
    seconds = time.monotonic() - start
    ticks = [now - then for now, then in zip(m.core_ticks()["cpu"], before)]
    resident = r.resident_mib(process.pid)
    r.stop(process)
    return {"seconds": round(seconds, 3), "residentMib": round(resident, 1), "stealShare": round(ticks[7] / sum(ticks), 4)}


def are_right(port, samples):
    """Asks one question of each kind."""
    try:
        return not r.wrong_answers(port, samples[::8])
    except OSError:
        return False


if __name__ == "__main__":
    main()
