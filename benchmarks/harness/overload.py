"""Offers a gateway more than it can take and looks at what it still answers; see ../overload.sh."""

import argparse
import contextlib
from pathlib import Path

import measure as m
import rig as r
from postgres import Postgres
from questions import BODIES, hold, request_of, samples_of

CGROUPS = Path("/sys/fs/cgroup")
WRITE_CONNECTIONS = 256  # enough for all writes that are due within a deadline: a client that has to wait for one says nothing of the gateway


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--endpoint", default="witness-checks-uncached", choices=list(BODIES))
    parser.add_argument("--factors", default="2,3,5", help="of the peak")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10, help="of overload; half as many before, as many after")
    parser.add_argument("--warmup", type=int, default=45, help="seconds for each kind; a compiler that is not done would count")
    parser.add_argument("--connections", type=int, help="default: 4,000, or as much of them as the gateway gets of a core")
    parser.add_argument("--deadline-millis", type=int, default=500, help="after which an answer is of no use")
    parser.add_argument("--patience-millis", type=int, default=100, help="for which a request waits for a free connection")
    parser.add_argument("--writes-share", type=float, default=0.02, help="holds offered beside the checks at 3 times, as part of the peak")
    parser.add_argument("--quota-percent", type=int, help="of a core, which the gateway gets (by a cgroup)")
    parser.add_argument("--user-ids", type=int, default=10_000)
    parser.add_argument("--data", help="a folder for the directory, kept for the next time")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateway's JVM; by default the launcher's on JDK 17")
    parser.add_argument("--environment", nargs="*", default=[], metavar="NAME=VALUE", help="of the gateway")
    parser.add_argument("--name", default="overload", help="of the result file")
    arguments = parser.parse_args()
    arguments.connections = arguments.connections or 40 * (arguments.quota_percent or 100)
    flags = arguments.flags.split()
    with r.Rig() as rig, contextlib.ExitStack() as undo:
        tokens = r.Tokens(rig)
        data = r.directory(rig, arguments.user_ids, arguments.data)
        request = request_of(rig, arguments.endpoint, tokens)
        checks, writes = ("checks", request, arguments.connections), ("writes", hold(rig, tokens), WRITE_CONNECTIONS)
        gateway = r.gateway(rig, data, tokens, flags, environment=dict(pair.split("=", 1) for pair in arguments.environment))
        postgres = Postgres(data)
        postgres.pin(r.SERVER_CORE)
        gateway.samples = samples_of(arguments.endpoint, request, postgres)
        for warmed in (request, writes[1]):
            m.saturate(gateway, warmed, arguments.warmup, postgres)
        if arguments.quota_percent:  # not before, or it is the compiler that has too much to do
            undo.enter_context(quota(gateway.pid, arguments.quota_percent))
        peak = m.median([m.saturate(gateway, request, 8, postgres)["requestsPerSecond"] for _ in range(3)])
        r.say(f"peak {peak:.0f}/s")
        runs = []
        for factor in map(float, arguments.factors.split(",")):
            for _ in range(arguments.repeats):
                runs.append({"factor": factor, **overloaded(rig, gateway, peak, factor, [checks], arguments, postgres)})
                if factor == 3:
                    runs.append({"factor": factor, "withWrites": True, **overloaded(rig, gateway, peak, factor, [checks, writes], arguments, postgres)})
    m.save(arguments.name, {
        "what": "successes within the deadline while more is offered than the peak, as part of the peak; and how long until it is normal again",
        "command": "benchmarks/overload.sh", **m.circumstances(flags), "environment": arguments.environment,
        "endpoint": arguments.endpoint, "quotaPercent": arguments.quota_percent, "postgresCore": r.SERVER_CORE,
        "connections": arguments.connections, "deadlineMillis": arguments.deadline_millis, "patienceMillis": arguments.patience_millis, "peakPerSecond": peak,
        "factors": {factor: summary([run for run in runs if run["factor"] == factor]) for factor in sorted({run["factor"] for run in runs})},
        "runs": runs})


def overloaded(rig, gateway, peak, factor, kinds, arguments, postgres):
    """Half the peak, then the overload, then half the peak again; writes come at one rate all the time."""
    seconds = arguments.seconds
    rates = {"checks": (0.5 * peak, factor * peak), "writes": (arguments.writes_share * peak,) * 2}
    arrivals = [(name, request, connections, phases(seconds, *rates[name])) for name, request, connections in kinds]
    report = m.open_loop(rig, gateway, arguments.deadline_millis, arrivals, postgres, arguments.patience_millis)
    gateway.thaw()  # waits until it answers rightly
    checks = report["arrivals"]["checks"]
    run = {
        "goodputOfPeak": round(checks["over"]["good"] / seconds / peak, 3),
        "generatorIdleShare": report["idleShareOfPhase"][2], "stealShare": report["stealShare"], "foreignShare": report["foreignShare"],
        "normalAfterSeconds": normal_after(checks),
        **{name: checks["over"][name] for name in ("scheduled", "good", "late", "refused", "wrong", "unsent", "broken", "unanswered", "p50Micros", "p99Micros")},
        "goodShareBefore": share(checks["before"]), "goodShareAfter": share(checks["after"])}
    if "writes" in report["arrivals"]:
        writes = report["arrivals"]["writes"]
        run["writesKept"] = round(share(writes["over"]) / max(1e-9, share(writes["before"])), 3)
        run["writes"] = {name: writes["over"][name] for name in ("scheduled", "good", "late", "refused", "wrong", "unsent", "broken")}
    r.say(str({name: run[name] for name in ("goodputOfPeak", "generatorIdleShare", "normalAfterSeconds", "refused", "late", "unsent")}
              | {"factor": factor, "writesKept": run.get("writesKept")}))
    return run


def phases(seconds, usual, over):
    return [("settle", 3, usual), ("before", seconds / 2, usual), ("over", seconds, over), ("after", seconds, usual)]


def share(phase):
    return phase["good"] / max(1, phase["scheduled"])


def normal_after(checks):
    """
    Returns the seconds from the end of the overload until all that comes is answered, and no slower than twice the slowest of
    the time before but at least 20 ms; None if that is never so.
    """
    before, after = checks["before"], checks["after"]
    seconds = after["bucketMillis"] / 1000
    usual_micros = max(20_000, 2 * max(before["longestMicrosOfBucket"]))
    normal = 0
    buckets = zip(after["scheduledOfBucket"], after["goodOfBucket"], after["longestMicrosOfBucket"])
    for number, (scheduled, good, longest) in enumerate(buckets, 1):
        if good < scheduled or longest > usual_micros:
            normal = number
    return None if normal >= len(after["scheduledOfBucket"]) - 1 else round(normal * seconds, 1)


def summary(runs):
    """Summarises the runs that count; the generator has to have had time to spare."""
    counted = [run for run in runs if not m.is_void(run)]
    plain = [run for run in counted if "withWrites" not in run]
    return {
        "runs": len(counted), "void": len(runs) - len(counted), "goodputOfPeak": m.spread([run["goodputOfPeak"] for run in plain]),
        "normalAfterSeconds": m.spread([run["normalAfterSeconds"] for run in plain]),
        "neverNormal": sum(run["normalAfterSeconds"] is None for run in plain),
        "writesKept": m.spread([run["writesKept"] for run in counted if "withWrites" in run]),
        "isGeneratorProven": bool(counted) and min(run["generatorIdleShare"] for run in counted) >= 0.3}


def own_group(name):
    """Makes a cgroup, whose processes together get as much of a core as those of any other group that wants it."""
    group = (CGROUPS / "cpu" if (CGROUPS / "cpu").is_dir() else CGROUPS) / f"porten-{name}"
    group.mkdir()
    return group


def weigh(group, percent):
    """Gives a group so many hundredths of what another one gets that wants the core as much."""
    if group.parent.name == "cpu":
        (group / "cpu.shares").write_text(str(1024 * percent // 100))
    else:
        (group / "cpu.weight").write_text(str(percent))


@contextlib.contextmanager
def quota(pid, percent):
    """Gives a process a part of a core, in slices of 5 ms; needs a cgroup that may be made."""
    period_micros, quota_micros = 5_000, 50 * percent
    group = own_group(pid)
    try:
        if group.parent.name == "cpu":
            (group / "cpu.cfs_period_us").write_text(str(period_micros))
            (group / "cpu.cfs_quota_us").write_text(str(quota_micros))
        else:
            (group / "cpu.max").write_text(f"{quota_micros} {period_micros}")
        (group / "cgroup.procs").write_text(str(pid))
        yield
    finally:
        (group.parent / "cgroup.procs").write_text(str(pid))
        group.rmdir()


if __name__ == "__main__":
    main()
