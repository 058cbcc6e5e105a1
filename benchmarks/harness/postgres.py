"""PostgreSQL as it is measured: the embedded one of a data folder, or a cluster of Debian's."""

import contextlib
import os
import secrets
import subprocess
from pathlib import Path

from rig import LOAD_CORE, SERVER_CORE, free_port

TICKS = os.sysconf("SC_CLK_TCK")


class Postgres:
    """The embedded PostgreSQL of a data folder."""

    def __init__(self, data):
        lines = (data / "cluster/postmaster.pid").read_text().splitlines()
        self.pid = int(lines[0])
        self.port = int(lines[3])
        self.core = SERVER_CORE  # where the gateway is that started it
        self.password = (data / "password").read_text().strip()
        self.uri = f"postgresql://porten:{self.password}@127.0.0.1:{self.port}/porten"

    def ask(self, sql):
        return subprocess.run(["psql", "-AtX", "-v", "ON_ERROR_STOP=1", "-c", sql], text=True, check=True, capture_output=True, env={
            **os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "porten", "PGDATABASE": "porten",
            "PGPASSWORD": self.password}).stdout.splitlines()

    def taken(self, count):
        """Returns user IDs that somebody has."""
        return self.ask(f"SELECT user_id FROM taken_user_id WHERE free_from IS NULL LIMIT {count}")

    def pids(self):
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [self.pid, *map(int, children)]

    def pin(self, core):
        """Holds it to a core; beside the load it runs only when that waits, so that no poll delays what the load measures."""
        self.core = core
        policy = os.SCHED_IDLE if core == LOAD_CORE else os.SCHED_OTHER
        for pid in self.pids():
            with contextlib.suppress(ProcessLookupError):
                os.sched_setaffinity(pid, {core})
                os.sched_setscheduler(pid, policy, os.sched_param(0))

    def cpu_seconds(self):
        return {pid: cpu_seconds(pid) for pid in self.pids()}


@contextlib.contextmanager
def debian_cluster(version, address="127.0.0.1", into=()):
    """Makes a cluster as Debian's packages do, for as long as it is needed, and gives the variables by which a gateway uses it.

    into is what goes before a command for it to reach the network in which the cluster listens.
    """
    name, port, password = f"porten-{secrets.token_hex(4)}", free_port(), secrets.token_hex(16)
    run = lambda *command, **more: subprocess.run([*into, *command], check=True, stdout=subprocess.DEVNULL, text=True, **more)
    run("pg_createcluster", version, name, f"--port={port}")
    try:
        folder = Path("/etc/postgresql", version, name)
        with open(folder / "postgresql.conf", "a") as settings, open(folder / "pg_hba.conf", "a") as rules:
            settings.write(f"listen_addresses = '{address}'\n")
            rules.write("host porten porten samenet scram-sha-256\n")
        run("pg_ctlcluster", version, name, "start")
        run("runuser", "-u", "postgres", "--", "psql", "-qX", "-v", "ON_ERROR_STOP=1", "-p", str(port), cwd="/",
            input=f"CREATE ROLE porten LOGIN PASSWORD '{password}'; CREATE DATABASE porten OWNER porten")
        yield {"GATEWAY_DATABASE_URL": f"postgresql://porten:{password}@{address}:{port}/porten?sslmode=disable",
               "GATEWAY_PERSON_KEY": secrets.token_hex(32)}
    finally:
        run("pg_dropcluster", version, name, "--stop")


def cpu_seconds(pid):
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    return 0.0
