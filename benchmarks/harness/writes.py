"""Measures durable writes through the gateway beside pgbench; see ../writes-vs-pgbench.sh."""

import argparse
import contextlib
import json
import os
import resource
import subprocess
import time

import measure as m
import rig as r
from postgres import Postgres, cpu_seconds, debian_cluster
from questions import WITNESS, compact

CLAIMS_A_SECOND = 40_000  # prepared for each run: more than it gets through
HOLD = "00000000-0000-4000-8000-"
BODIES = {
    "hold": ("/v1/user-id-holds", {"userId": "wrk-" + r.NEXT}),
    "claim": (f"/v1/user-id-holds/{HOLD}{r.NEXT}/claim", {}),
    "attestation": ("/v1/attestations", {"witness": {"personId": HOLD + r.NEXT, **WITNESS},
                                         "applicant": {"personId": "5f0c2e0a-8d3b-4b7e-9a51-1c1f6f0d9b42"}}),
}
# What the gateway sends for one write, with numbers that were never used; each client of pgbench has its share of a run's.
NUMBER = r"""\set i :i + 1
\set n :start + :client_id * :share + :i
"""
STATEMENTS = {
    "hold": r"""
SELECT outcome, answer, is_replay, has_same_body, until FROM hold_user_id(
  'booking', 'booking', 'pgbench-request', '/v1/user-id-holds', 'pg-' || :n::bigint, sha256(int8send(:n::bigint)), gen_random_uuid(),
  'pg-' || :n::bigint, sha256(int8send(:n::bigint)), 900,
  '"holdId":"00000000-0000-4000-8000-000000000000","userId":"pg-1000-10-1000"'::bytea,
  '{"type":"/problems/user-id-taken","title":"User id taken","status":409,"detail":"Somebody has or holds this user ID.","requestId":"0123456789"}'::bytea);
""",
    "claim": rf"""
SELECT user_id, claimed_at FROM claim_user_id(
  'booking', 'booking', 'pgbench-request', ('{HOLD}' || lpad(to_hex(:n::bigint), 12, '0'))::uuid);
""",
    "attestation": r"""
SELECT outcome, answer, is_replay, has_same_body, counting FROM settle_attestation(
  'booking', 'booking', 'pgbench-request', '/v1/attestations', 'pg-' || :n::bigint, sha256(int8send(:n::bigint)),
  sha256(int8send(:n::bigint)), ''::bytea, 'recorded'::text,
  '{"attestationId":"00000000-0000-4000-8000-000000000000","on":"2026-12-03","quota":{"limit":3,"windowDays":120,"countBy":"events","used":1,"remaining":2},"allowedFrom":"2026-12-03","rulePack":"mitid-national@1"}'::bytea,
  gen_random_uuid(), sha256(''::bytea), current_date, 'mitid-national@1');
""",
}
HOLDS_TO_CLAIM = f"""
WITH h AS (
  INSERT INTO user_id_hold (hold_id, user_id, user_id_hash, caller, expires_at)
  SELECT ('{HOLD}' || lpad(to_hex(n), 12, '0'))::uuid, 'claim-' || n, sha256(int8send(n)), 'booking', now() + interval '1 hour'
  FROM generate_series({{start}} + 1, {{start}} + {{count}}::bigint) AS n
  RETURNING hold_id, user_id, expires_at
)
INSERT INTO taken_user_id (user_id, hold_id, free_from) SELECT user_id, hold_id, expires_at FROM h
"""
WRITTEN = {
    "hold": "SELECT count(*) FROM user_id_hold WHERE claimed_at IS NULL",
    "claim": "SELECT count(*) FROM user_id_hold WHERE claimed_at IS NOT NULL",
    "attestation": "SELECT count(*) FROM attestation",
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--warmup", type=int, default=20, help="seconds of each kind of write by the gateway, and a quarter of that by pgbench")
    parser.add_argument("--operations", default=",".join(BODIES))
    parser.add_argument("--debian", metavar="VERSION", help="a cluster of Debian's PostgreSQL instead of the embedded one")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS, help="of the gateway's JVM; by default the launcher's on JDK 17")
    arguments = parser.parse_args()
    r.need("java", "wrk", "psql", "pgbench", "openssl")
    with r.Rig() as rig, contextlib.ExitStack() as ends:
        database, postgres = ends.enter_context(debian_cluster(arguments.debian)) if arguments.debian else ({}, None)
        tokens = r.Tokens(rig)
        gateway = r.FreeGateway(rig, "gateway", arguments.flags.split(), tokens, {**database, "GATEWAY_BUDGETS": "off"})
        postgres = postgres or Postgres(rig.folder / "data")
        settings = dict(zip(SETTINGS, postgres.ask("; ".join(f"SHOW {name}" for name in SETTINGS))))
        if (settings["fsync"], settings["synchronous_commit"]) != ("on", "on"):
            r.fail("PostgreSQL confirms what is not on disk")
        sides = Sides(rig, tokens, gateway, postgres, arguments.clients)
        rounds = {operation: measured(sides, operation, arguments) for operation in arguments.operations.split(",")}
    name = f"writes-vs-pgbench-{arguments.clients}" + (f"-debian-{arguments.debian}" if arguments.debian else "")
    m.save(name, {
        "what": "durable writes a second, gateway divided by pgbench running the same SQL; CPU in microseconds a write",
        "command": "benchmarks/writes-vs-pgbench.sh", **m.circumstances(arguments.flags.split()),
        "pgbench": subprocess.run(["pgbench", "--version"], capture_output=True, text=True).stdout.strip(), "connections": arguments.clients,
        **settings, "operations": {operation: summary(of) for operation, of in rounds.items()}, "rounds": rounds})


SETTINGS = ("fsync", "synchronous_commit", "server_version", "shared_buffers")


def is_void(run):
    return run["stealShare"] > m.MAX_STEAL_SHARE


def measured(sides, operation, arguments):
    """Warms both sides up and lets them take turns."""
    r.say(operation)
    sides.run("gateway", operation, arguments.warmup)
    sides.run("pgbench", operation, max(1, arguments.warmup // 4))
    return m.take_turns(("gateway", "pgbench"), arguments.pairs, lambda side: sides.run(side, operation, arguments.seconds), is_void)


def summary(rounds):
    counted = m.counting(rounds, is_void)
    of = lambda side, member: m.spread([runs[side][member] for runs in counted])
    return {"ratio": m.spread([runs["gateway"]["requestsPerSecond"] / runs["pgbench"]["requestsPerSecond"] for runs in counted]),
            **{side: {member: of(side, member) for member in rounds[0][side]} for side in ("gateway", "pgbench")}}


class Sides:
    """The gateway under wrk, and pgbench, on one server."""

    def __init__(self, rig, tokens, gateway, postgres, clients):
        self.rig, self.gateway, self.postgres, self.clients = rig, gateway, postgres, clients
        self.start = 1_000_000
        keyed = lambda operation: "" if operation == "claim" else f"Idempotency-Key: wrk-{r.NEXT}\r\n"
        self.requests = {operation: r.Request(rig, path, compact(body), tokens.bearers, keyed(operation))
                         for operation, (path, body) in BODIES.items()}
        self.scripts = {operation: rig.written(f"{operation}.sql", NUMBER + statement) for operation, statement in STATEMENTS.items()}

    def run(self, side, operation, seconds):
        """Writes for as long, and returns how many rows a second there are and which CPU time each took of whom."""
        count = CLAIMS_A_SECOND * seconds
        if operation == "claim":
            self.postgres.ask(HOLDS_TO_CLAIM.format(start=self.start, count=count))
        self.postgres.ask("CHECKPOINT")
        written = lambda: int(self.postgres.ask(WRITTEN[operation])[0])
        commits = lambda: self.gateway.metric("porten_database_queries_seconds_count", 'statement="writes"')
        written_before, commits_before = written(), commits()
        load = self.wrk if side == "gateway" else self.pgbench
        postgres, ticks, gateway, began = self.postgres.meter(), m.core_ticks()["cpu"], cpu_seconds(self.gateway.process.pid), time.monotonic()
        load_seconds = load(operation, seconds, count)
        spent = {"gateway": cpu_seconds(self.gateway.process.pid) - gateway, "load": load_seconds}
        ticks, elapsed = [now - then for now, then in zip(m.core_ticks()["cpu"], ticks)], time.monotonic() - began
        spent.update({f"postgres{name.title()}": found for name, found in postgres().items()})
        self.start += max(count, 1_000_000)
        rows = written() - written_before
        run = {"requestsPerSecond": round(rows / seconds, 1),
               "cpuMicrosPerRequest": round(sum(spent.values()) / rows * 1e6, 1),
               **{f"{name}CpuMicros": round(found / rows * 1e6, 1) for name, found in spent.items()},
               "writesPerCommit": round(rows / (commits() - commits_before), 1) if side == "gateway" else 1.0,
               "machineBusyShare": m.busy_share(ticks), "stealShare": round(ticks[7] / max(1, sum(ticks)), 4),
               "othersShare": round(m.busy_share(ticks) - sum(spent.values()) / elapsed / os.cpu_count(), 3)}
        r.say(f"{side} " + json.dumps(run))
        return run

    def wrk(self, operation, seconds, count):
        out, load_seconds = cpu_seconds_of(
            ["wrk", "-t1", f"-c{self.clients}", f"-d{seconds}s", "-s", m.REQUESTS, f"http://127.0.0.1:{self.gateway.port}/", "--",
             self.start, 0, self.requests[operation].file], None)
        if json.loads(out.partition("RESULT ")[2])["errors"]:
            r.fail(out)
        return load_seconds

    def pgbench(self, operation, seconds, count):
        return cpu_seconds_of(
            ["pgbench", "-n", "-M", "prepared", "-c", self.clients, "-j", 1, "-T", seconds, "-D", "i=0", "-D", f"start={self.start}",
             "-D", f"share={count // self.clients}", "-f", self.scripts[operation]], self.postgres.variables)[1]


def cpu_seconds_of(command, environment):
    """Runs a command on all cores and returns what it printed and the CPU seconds that it took."""
    total = lambda: sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    before = total()
    done = subprocess.run(r.pinned(command, None), capture_output=True, text=True, env=environment)
    if done.returncode:
        r.fail(done.stderr)
    return done.stdout, total() - before


if __name__ == "__main__":
    main()
