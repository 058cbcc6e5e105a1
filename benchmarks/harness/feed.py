"""Measures how long a change takes from one gateway to another one; see ../feed-visibility.sh."""

import argparse
import contextlib
import json

import measure as m
import rig as r
from postgres import debian_cluster

FLAGS = ["-Xms256m", "-Xmx256m"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--debian", metavar="VERSION", help="a cluster of Debian's PostgreSQL instead of the embedded one")
    arguments = parser.parse_args()
    with r.Rig() as rig, contextlib.ExitStack() as ends:
        database, _ = ends.enter_context(debian_cluster(arguments.debian)) if arguments.debian else ({}, None)
        tokens = r.Tokens(rig)
        gateways = [r.FreeGateway(rig, f"gateway-{number}", FLAGS, tokens, database) for number in range(2)]
        runs = [measured(rig, gateways, tokens, arguments.seconds) for _ in range(arguments.runs)]
    name = "feed-visibility" + (f"-debian-{arguments.debian}" if arguments.debian else "")
    m.save(name, {
        "what": "milliseconds from the answer to a hold on one gateway to the first answer taken of another",
        "command": "benchmarks/feed-visibility.sh" + (f" --debian {arguments.debian}" if arguments.debian else ""),
        **m.circumstances(FLAGS), "runs": runs})


def measured(rig, gateways, tokens, seconds):
    before = sum(gateway.metric("porten_feed_losses_total") for gateway in gateways)
    report = json.loads(rig.run(
        ["java", "-cp", r.BENCHMARKS_JAR, "dk.porten.benchmarks.FeedVisibility", *(f"http://127.0.0.1:{gateway.port}" for gateway in gateways), seconds, seconds],
        "feed-visibility", None, r.clean_environment(PORTEN_TOKEN=tokens.bearer)))
    report["feedLosses"] = sum(gateway.metric("porten_feed_losses_total") for gateway in gateways) - before
    r.say(json.dumps(report))
    return report


if __name__ == "__main__":
    main()
