"""PostgreSQL as it is measured: the embedded one of a data folder, or a cluster of Debian's."""

import contextlib
import os
import secrets
import subprocess
from pathlib import Path

from rig import LOAD_CORE, SERVER_CORE, free_port

TICKS = os.sysconf("SC_CLK_TCK")


class Postgres:
    """The embedded PostgreSQL of a data folder, or the one of a cluster's folder whose password is given."""

    def __init__(self, folder, password=None):
        lines = (folder / ("postmaster.pid" if password else "cluster/postmaster.pid")).read_text().splitlines()
        self.pid = int(lines[0])
        self.port = int(lines[3])
        self.core = SERVER_CORE  # where the gateway is that started it
        self.password = password or (folder / "password").read_text().strip()
        self.uri = f"postgresql://porten:{self.password}@127.0.0.1:{self.port}/porten"
        self.variables = {**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "porten", "PGDATABASE": "porten",
                          "PGPASSWORD": self.password, "PGSSLMODE": "disable"}

    def ask(self, sql):
        return subprocess.run(["psql", "-AtX", "-v", "ON_ERROR_STOP=1", "-c", sql], text=True, check=True, capture_output=True,
                              env=self.variables).stdout.splitlines()

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

    def meter(self):
        """Starts to count; what it returns tells the CPU seconds since then of the server's own processes, of sessions of the change
        feed, and of all others, those that have ended too."""
        before, ended = self.cpu_seconds(), ended_seconds(self.pid)

        def read():
            now = self.cpu_seconds()
            spent = {pid: seconds - before.get(pid, 0) for pid, seconds in now.items()}
            gone = ended_seconds(self.pid) - ended - sum(seconds for pid, seconds in before.items() if pid not in now)
            kinds = dict(row.split("|") for row in self.ask(
                "SELECT pid, CASE WHEN backend_type = 'client backend' THEN query LIKE '%feed_changes%' END FROM pg_stat_activity"))
            own, feed = ([pid for pid in spent if kinds.get(str(pid)) == kind] for kind in ("", "t"))
            of = lambda pids: sum(spent[pid] for pid in pids)
            return {"feed": of(feed), "own": of([self.pid, *own]), "sessions": of(spent) - of([self.pid, *own, *feed]) + max(0, gone)}
        return read


@contextlib.contextmanager
def debian_cluster(version, address="127.0.0.1", into=()):
    """Makes a cluster as Debian's packages do, for as long as it is needed, and gives the variables by which a gateway uses it, and it.

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
            input=f"CREATE ROLE porten LOGIN PASSWORD '{password}' IN ROLE pg_checkpoint; CREATE DATABASE porten OWNER porten")
        yield ({"GATEWAY_DATABASE_URL": f"postgresql://porten:{password}@{address}:{port}/porten?sslmode=disable",
                "GATEWAY_PERSON_KEY": secrets.token_hex(32)}, Postgres(Path("/var/lib/postgresql", version, name), password))
    finally:
        run("pg_dropcluster", version, name, "--stop")


def cpu_seconds(pid, user=11):
    with contextlib.suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[user]) + int(fields[user + 1])) / TICKS
    return 0.0


def ended_seconds(pid):
    """Returns the CPU seconds of a process's children that have ended."""
    return cpu_seconds(pid, 13)
