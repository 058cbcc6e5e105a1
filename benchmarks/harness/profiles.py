"""Profiles a gateway under the loads that the goals name; see ../profile.sh."""

import argparse
import collections
import json
import re
import subprocess
import threading
import time
from pathlib import Path

import measure as m
import proxies
import rig as r
import writes
from postgres import Postgres
from questions import LISTS, list_of, request_of, samples_of, samples_of_list

EVENTS = {"cpu": ("ctimer,interval=1ms", "collapsed", "samples"), "allocation": ("alloc", "collapsed,total", "bytes"),
          "lock": ("lock", "collapsed,total", "nanoseconds")}
WRITES = ("hold", "attestation")  # claims need holds, which somebody makes meanwhile
CHECKS = {"traced": "user-id-checks-varied", "proxied": "user-id-checks", "visit": "visit-checks"}
HOTTEST = 10


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--profiler", required=True, help="libasyncProfiler.so")
    parser.add_argument("--loads", default=",".join([*CHECKS, *LISTS, *WRITES]))
    parser.add_argument("--seconds", type=int, default=10, help="for each of CPU, allocation and locks")
    parser.add_argument("--warmup", type=int, default=40)
    parser.add_argument("--clients", type=int, default=64, help="that write")
    parser.add_argument("--user-ids", type=int, default=100_000)
    parser.add_argument("--stacks", type=Path, help="a folder that keeps all stacks, as flame graphs are made from")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateway's JVM; by default the launcher's on JDK 17")
    arguments = parser.parse_args()
    arguments.profiler = Path(arguments.profiler).resolve(strict=True)
    known = m.load_result("profiles") or {}
    for load in arguments.loads.split(","):
        with r.Rig() as rig:
            tokens = r.Tokens(rig)
            pid, ask = (of_writes if load in WRITES else of_checks)(rig, tokens, load, arguments)
            ask(arguments.warmup)
            profiles = {event: profiled(pid, event, ask, (arguments.stacks or rig.folder).resolve() / f"{load}-{event}.stacks", arguments) for event in EVENTS}
        known[load] = {"command": "benchmarks/profile.sh", **m.circumstances(arguments.flags.split()), "takenUserIds": arguments.user_ids,
                       "seconds": arguments.seconds, "warmupSeconds": arguments.warmup, **profiles}
        m.save("profiles", known)


def of_checks(rig, tokens, load, arguments):
    """Starts a gateway on a core of its own and returns its process and what asks it for some seconds."""
    if load == "proxied":
        tokens.bearers += [tokens.of(f"{r.CLIENT}-{number % 7}") for number in range(1, 64)]
    data = r.directory(rig, arguments.user_ids)
    request = list_of(rig, load, tokens) if load in LISTS else request_of(rig, CHECKS[load], tokens)
    environment = {"GATEWAY_MANAGEMENT_PORT": r.free_port(), "GATEWAY_BUDGETS": tokens.batches}
    server = r.gateway(rig, data, tokens, arguments.flags.split(), environment=environment)
    server.management = environment["GATEWAY_MANAGEMENT_PORT"]
    postgres = Postgres(data)
    postgres.pin(r.LOAD_CORE)
    server.samples = samples_of_list(load, request, postgres) if load in LISTS else samples_of(CHECKS[load], request, postgres)
    if load == "proxied":
        server.port = proxies.put_before(rig, "haproxy", [server])
        server.thaw()  # once the proxy has found it ready
    connections = 8 if load in LISTS else m.CONNECTIONS
    return server.pid, lambda seconds: m.saturate(server, request, seconds, connections=connections)


def of_writes(rig, tokens, operation, arguments):
    """The same for writes, on both cores."""
    gateway = r.FreeGateway(rig, "gateway", arguments.flags.split(), tokens, {"GATEWAY_BUDGETS": "off"})
    sides = writes.Sides(rig, tokens, gateway, Postgres(rig.folder / "data"), arguments.clients)
    return gateway.process.pid, lambda seconds: sides.run("gateway", operation, seconds)


def profiled(pid, event, ask, stacks, arguments):
    """Returns the hottest frames by what the event counts, and those of the gateway's own methods with all that they call."""
    name, dump, unit = EVENTS[event]
    load = threading.Thread(target=ask, args=[arguments.seconds + 2])
    load.start()
    time.sleep(1)
    told = lambda command: subprocess.run(["jcmd", str(pid), "JVMTI.agent_load", arguments.profiler, f'"{command}"'], check=True, stdout=subprocess.DEVNULL)
    told(f"start,event={name}")
    time.sleep(arguments.seconds)
    told(f"stop,{dump},ann,file={stacks}")
    load.join()
    self, ours, total = collections.Counter(), collections.Counter(), 0
    for line in stacks.read_text().splitlines():
        stack, _, count = line.rpartition(" ")
        frames = stack.split(";")
        total += int(count)
        self[hottest(frames, event)] += int(count)
        ours.update({plain(frame): int(count) for frame in frames if frame.startswith("dk/porten/")})
    share = lambda counter: {frame: round(count / total, 4) for frame, count in counter.most_common(HOTTEST)}
    found = {unit: total, "self": share(self), "ours": share(ours)}
    r.say(f"{event} {json.dumps(found['self'])}")
    return found


def hottest(frames, event):
    """Names a stack by its last frame; one in the kernel by what called it, an allocation by its class and who allocates."""
    if event != "cpu":
        return " in ".join(plain(frame) for frame in frames[:-3:-1])
    outside = [frame for frame in frames if not frame.endswith("_[k]")]
    return plain(outside[-1] if outside else frames[-1]) + (", kernel" if outside != frames else "")


def plain(frame):
    return re.sub(r"_\[.\]$|\.0x[0-9a-f]+", "", frame).replace("/", ".")


if __name__ == "__main__":
    main()
