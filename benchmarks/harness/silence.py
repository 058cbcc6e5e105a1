"""Measures how long writes fail when a database server goes silent; see ../silence.sh."""

import argparse
import contextlib
import http.client
import json
import re
import subprocess
import time
import uuid

import measure as m
import rig as r
from postgres import debian_cluster

NAMESPACE, LINK, HERE, THERE = "porten-silence", "porten-silent", "10.213.77.1", "10.213.77.2"
AWAY_SECONDS = 10
PATIENCE_SECONDS = 60


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--debian", metavar="VERSION", default="15")
    arguments = parser.parse_args()
    r.need("ip", "iptables", "pg_createcluster")
    with r.Rig() as rig, namespace(), debian_cluster(arguments.debian, THERE, ("ip", "netns", "exec", NAMESPACE)) as (database, _):
        gateway = Gateway(rig, "gateway", ["-Xmx352m"], r.Tokens(rig), database)
        rounds = []
        for number in range(arguments.rounds):
            for fault in (connections_dropped, link_down):
                gateway.settle()
                with fault():
                    writes, feed = gateway.seconds_until_whole(time.monotonic())
                rounds.append({"fault": fault.__name__, "secondsUntilWrite": round(writes, 2), "secondsUntilFeed": round(feed, 2)})
                r.say(json.dumps(rounds[-1]))
    m.save("silence", {
        "what": "seconds from the fault, or from the end of the link's absence, to the next write and to a feed without lag",
        "command": "benchmarks/silence.sh", **m.circumstances([]), "debian": arguments.debian, "rounds": rounds})


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextlib.contextmanager
def namespace():
    run("ip", "netns", "add", NAMESPACE)
    try:
        run("ip", "link", "add", LINK, "type", "veth", "peer", "name", "eth0", "netns", NAMESPACE)
        run("ip", "address", "add", f"{HERE}/30", "dev", LINK)
        run("ip", "link", "set", LINK, "up")
        for command in (("address", "add", f"{THERE}/30", "dev", "eth0"), ("link", "set", "eth0", "up"), ("link", "set", "lo", "up")):
            run("ip", "-n", NAMESPACE, *command)
        yield
    finally:
        run("ip", "netns", "delete", NAMESPACE)


@contextlib.contextmanager
def connections_dropped():
    """Drops, both ways, every packet of the connections that there are now."""
    told = subprocess.run(["ss", "-Htn", "dst", THERE], check=True, capture_output=True, text=True).stdout
    ports = re.findall(rf"{re.escape(HERE)}\]?:(\d+)", told)
    if not ports:
        r.fail("there is no connection to drop")
    rules = [rule for port in ports for rule in (("INPUT", "-s", THERE, "-p", "tcp", "--dport", port, "-j", "DROP"),
                                                 ("OUTPUT", "-d", THERE, "-p", "tcp", "--sport", port, "-j", "DROP"))]
    for rule in rules:
        run("iptables", "-A", *rule)
    try:
        yield
    finally:
        for rule in rules:
            run("iptables", "-D", *rule)


@contextlib.contextmanager
def link_down():
    """Takes the link down and up again."""
    run("ip", "-n", NAMESPACE, "link", "set", "eth0", "down")
    time.sleep(AWAY_SECONDS)
    run("ip", "-n", NAMESPACE, "link", "set", "eth0", "up")
    yield


class Gateway(r.FreeGateway):
    def settle(self):
        """Waits until a hundred holds have been taken and the feed has no lag."""
        for _ in range(100):
            self.seconds_until_whole(time.monotonic())

    def seconds_until_whole(self, began):
        return self.until(began, lambda: self.hold() == 201), self.until(began, lambda: self.metric("porten_feed_lag_seconds") < 0.5)

    def until(self, began, is_so):
        while not is_so():
            if time.monotonic() - began > PATIENCE_SECONDS:
                r.fail(f"not whole after {PATIENCE_SECONDS} s")
            time.sleep(0.05)
        return time.monotonic() - began

    def hold(self):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("POST", "/v1/user-id-holds", json.dumps({"userId": "silence-" + uuid.uuid4().hex[:12]}), {
                "Content-Type": "application/json", "Authorization": "Bearer " + self.bearer, "Idempotency-Key": str(uuid.uuid4())})
            return connection.getresponse().status


if __name__ == "__main__":
    main()
