"""What the measuring scripts do alike: load from the other core, what the kernel says of both, and results."""

import contextlib
import json
import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from postgres import TICKS, cpu_seconds
from rig import BENCHMARKS, BENCHMARKS_JAR, LOAD_CORE, SERVER_CORE, fail, pinned, say

CONNECTIONS = 64
MAX_FOREIGN_SHARE = 0.05  # the kernel counts a core's time by ticks and a process's exactly
MAX_STEAL_SHARE = 0.01
REQUESTS = BENCHMARKS / "harness/requests.lua"


def core_ticks():
    """Returns for each core, and for all as "cpu", its ticks: user nice system idle iowait irq softirq steal."""
    lines = [line.split() for line in Path("/proc/stat").read_text().splitlines() if line.startswith("cpu")]
    return {name: [int(tick) for tick in ticks[:8]] for name, *ticks in lines}


def load_of_machine(seconds=2):
    """Tells how busy the cores are while nothing is measured, what is stolen, and which processes it is."""
    before, theirs = core_ticks(), process_seconds()
    time.sleep(seconds)
    ticks = {name: [now - then for now, then in zip(after, before[name])] for name, after in core_ticks().items()}
    shares = {pid: (now - theirs.get(pid, 0)) / seconds for pid, now in process_seconds().items()}
    busy = [f"{name} {busy_share(core):.0%}" for name, core in ticks.items() if name != "cpu"]
    others = [f"{command_of(pid)} {share:.0%}" for pid, share in sorted(shares.items(), key=lambda each: -each[1])[:5] if share >= 0.02]
    return f"the machine by itself: {', '.join(busy)} busy, {ticks['cpu'][7] / max(1, sum(ticks['cpu'])):.1%} stolen; " + (", ".join(others) or "nobody else")


def process_seconds():
    """Returns the CPU seconds of every process."""
    return {pid: cpu_seconds(pid) for pid in (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())}


def command_of(pid):
    with contextlib.suppress(OSError):
        return (Path(f"/proc/{pid}/comm").read_text()).strip()
    return "one that has ended"


def busy_share(core):
    return round(1 - (core[3] + core[4]) / max(1, sum(core)), 3)


class Meter:
    """What a server, its database and the machine did between two moments."""

    def __init__(self, server, postgres=None):
        self.server, self.postgres = server, postgres
        self.server_start = cpu_seconds(server.pid)
        self.postgres_start = postgres.cpu_seconds() if postgres else {}
        self.ticks_start = core_ticks()

    def read(self):
        ticks = {name: [now - then for now, then in zip(after, self.ticks_start[name])] for name, after in core_ticks().items()}
        all_ticks, server_core, load_core = ticks["cpu"], ticks[f"cpu{SERVER_CORE}"], ticks[f"cpu{LOAD_CORE}"]
        server = cpu_seconds(self.server.pid) - self.server_start
        postgres = sum(now - self.postgres_start.get(pid, 0) for pid, now in self.postgres.cpu_seconds().items()) if self.postgres else 0.0
        ours = server + (postgres if self.postgres and self.postgres.core == SERVER_CORE else 0)
        return {
            "serverCpuSeconds": round(server, 3), "postgresCpuSeconds": round(postgres, 3),
            "stealShare": round(all_ticks[7] / max(1, sum(all_ticks)), 4),
            "serverCoreBusyShare": busy_share(server_core), "loadCoreBusyShare": busy_share(load_core),
            "foreignShare": round((sum(server_core[:3]) / TICKS - ours) / (max(1, sum(server_core)) / TICKS), 3),
        }


seeds = iter(range(int(time.time()) % 1_000_000 * 1000, 10**12))


def saturate(server, request, seconds, postgres=None, connections=CONNECTIONS):
    """Loads a server with as much as it takes from one core; meanwhile it has to answer the sample questions rightly."""
    meter = Meter(server, postgres)
    wrk = subprocess.Popen(
        pinned(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", REQUESTS, server.url, "--",
                next(seeds), 0, *request.files], LOAD_CORE), stdout=subprocess.PIPE, text=True)
    try:
        time.sleep(seconds / 2)
        wrong = server.wrong_samples()
        out = wrk.communicate(timeout=seconds + 30)[0]
    finally:
        wrk.kill()
        wrk.wait()
    run = json.loads(out.partition("RESULT ")[2])
    run.update(meter.read())
    false = [answer for answer in wrong if not answer.startswith("503 ")]
    if false:
        fail(f"{server.name} answered wrongly, {len(false)} times like {false[0]}")
    run["errors"] += len(wrong)  # refused, as a server does that gets too little of its core: the run does not count
    run["requestsPerSecond"] = round(run["requests"] / run["seconds"], 1)
    run["cpuMicrosPerRequest"] = round((run["serverCpuSeconds"] + run["postgresCpuSeconds"]) * 1e6 / max(1, run["requests"]), 3)
    return run


def is_void(run):
    """Says whether a run does not count: errors, time stolen from the machine, or the server's core used by somebody else."""
    return run.get("errors", 0) > 0 or run["stealShare"] > MAX_STEAL_SHARE or run["foreignShare"] > MAX_FOREIGN_SHARE


def turn(server, request, seconds, settle=2, postgres=None, connections=CONNECTIONS):
    """Loads a server that stands still, first for as long as it takes to settle, and has it stand still again."""
    server.thaw()
    saturate(server, request, settle, postgres, connections)
    run = saturate(server, request, seconds, postgres, connections)
    server.freeze()
    return run


def take_turns(names, pairs, run, is_void=is_void, goes_on=lambda: True):
    """Runs sides in turn, A B B A, until enough rounds count or three times as many were tried, and returns all of them."""
    rounds = []
    while len(rounds) < 3 * pairs and len(counting(rounds, is_void)) < pairs and goes_on():
        order = list(names) if len(rounds) % 2 == 0 else list(names)[::-1]
        rounds.append({name: run(name) for name in order})
        say(" | ".join(f"{name} {each['requestsPerSecond']:.0f}/s {each['cpuMicrosPerRequest']:.2f} us" + (f" void: {disturbance(each)}" if is_void(each) else "")
                       for name, each in rounds[-1].items()))
    return rounds


def disturbance(run):
    others = f"{run['othersShare']:.1%} of the machine" if "othersShare" in run else f"{run['foreignShare']:.1%} of the server's core"
    return f"{run.get('errors', 0)} errors, {run['stealShare']:.1%} stolen, others had {others}"


def counting(rounds, is_void=is_void):
    return [runs for runs in rounds if not any(map(is_void, runs.values()))]


def open_loop(rig, server, deadline_millis, arrivals, postgres=None, patience_millis=None, pause_micros=0):
    """Runs load on a schedule; arrivals are (name, request, connections, phases), a phase (name, seconds, requests a second).

    With a pause it leaves its core to the processes beside it when there is nothing to do."""
    meter = Meter(server, postgres)
    command = open_loop_command(server.port, deadline_millis, arrivals, patience_millis, pause_micros)
    report = json.loads(rig.run(command, "open-loop", LOAD_CORE))
    return {**report, **meter.read()}


def open_loop_command(port, deadline_millis, arrivals, patience_millis=None, pause_micros=0):
    told = lambda phases: ",".join(f"{phase}:{seconds}@{rate:.1f}" for phase, seconds, rate in phases)
    kinds = [f"{name}={request.file}={connections}={told(phases)}" for name, request, connections, phases in arrivals]
    return ["java", "-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", f"-DpauseMicros={pause_micros}",
            "-cp", BENCHMARKS_JAR, "dk.porten.benchmarks.OpenLoop", "127.0.0.1",
            port, deadline_millis, patience_millis or deadline_millis, *kinds]


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def spread(values):
    values = [value for value in values if value is not None]
    return {"median": round(median(values), 4), "lowest": round(min(values), 4), "highest": round(max(values), 4)} if values else None


def version_of(java):
    return subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr.splitlines()[0]


def circumstances(flags):
    """Returns what a result belongs to."""
    text = lambda *command: subprocess.run(command, capture_output=True, text=True, cwd=BENCHMARKS)
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return {
        "commit": text("git", "rev-parse", "--short", "HEAD").stdout.strip(),
        "changed": bool(text("git", "status", "--porcelain", "--untracked-files=no", "--", ":/", ":!results", ":!README.md").stdout.strip()),
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
        "java": version_of("java"),
        "flags": " ".join(flags), **(load(text("wrk", "-v")) if shutil.which("wrk") else {}),
        "processor": model.group(1) if model else "", "processors": os.cpu_count(), "kernel": os.uname().release,
    }


def load(wrk):
    return {"wrk": " ".join((wrk.stdout + wrk.stderr).split()[:2]), "connections": CONNECTIONS}


def load_result(name):
    file = BENCHMARKS / f"results/{name}.json"
    return json.loads(file.read_text()) if file.exists() else None


def save(name, result):
    file = BENCHMARKS / f"results/{name}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(result, indent=1) + "\n")
    say(f"written: results/{name}.json")
