"""HAProxy or nginx before servers that are measured, on the load's core, with the samples of ../../ops."""

import subprocess
import sys

import rig as r

sys.path.append(str(r.BENCHMARKS.parent / "ops"))

from tries.programs import Proxy  # noqa: E402

ID_LENGTHS = {"haproxy": 36, "nginx": 32}  # of the X-Request-Id that each gives


def put_before(rig, kind, servers, others=()):
    """Starts a proxy before servers with a port and a management port, and returns where callers reach it, without TLS."""
    r.need(kind)
    folder = rig.folder / f"{kind}-{len(list(rig.folder.glob(f'{kind}-*')))}"
    folder.mkdir(mode=0o711)
    proxy = Proxy(folder, servers, r.free_port())
    rig.processes.append(getattr(proxy, kind)({"worker_processes auto": "worker_processes 1", **proxy.plain(), **dict(others)}).process)
    return proxy.port


def version(kind):
    """Returns what a proxy says that it is; None without one."""
    if kind:
        told = subprocess.run([kind, "-v"], capture_output=True, text=True)
        return (told.stdout + told.stderr).splitlines()[0]
