"""Measures what other callers notice of a hostile one; see ../hostile.sh."""

import argparse
import os
import selectors
import socket
import sys
import threading
import time

import measure as m
import rig as r
from postgres import Postgres
from questions import compact, request_of, samples_of

LONG = "<" * 100
MARKS = "\u0316\u0300" * 100
NDJSON_LINES = 400

# By name: the texts of a request, how many connections ask, whether they read, and whether they ask by a stream.
KINDS = {
    "large-answers": ([LONG] * 1_000, 8, True, False),
    "large-answers-unread": ([LONG] * 1_000, 52, False, False),
    "marks": ([MARKS] * 1_000, 8, True, False),
    "streams": ([MARKS, "<" * 500] * (NDJSON_LINES // 2), 8, True, True),
    "streams-unread": (["<" * 500] * NDJSON_LINES, 52, False, True),
}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--warmup", type=int, default=20)
    parser.add_argument("--rate", type=float, default=1_000, help="requests of the others a second")
    parser.add_argument("--connections", type=int, default=64, help="of the others")
    parser.add_argument("--jar", help="another gateway than this tree's")
    parser.add_argument("--flags", default=r.LAUNCHER_FLAGS.replace("-Xms352m ", ""))
    parser.add_argument("--environment", nargs="*", default=[], metavar="NAME=VALUE", help="of the gateway")
    parser.add_argument("--lifted", action="store_true", help="the hostile caller has the others' budgets instead of the default ones")
    parser.add_argument("--name", default="hostile", help="of the result file")
    parser.add_argument("--caller", nargs=3, metavar=("PORT", "KIND", "TOKEN_FILE"), help="is the hostile caller")
    arguments = parser.parse_args()
    if arguments.caller:
        Caller(*arguments.caller).ask_for_ever()
    flags = arguments.flags.split()
    with r.Rig() as rig:
        tokens = r.Tokens(rig)
        token_file = rig.written("token", tokens.bearer if arguments.lifted else tokens.of("hostile"))
        data = r.directory(rig, 10_000)
        request = request_of(rig, "user-id-checks", tokens)
        launch = ("-jar", arguments.jar or r.GATEWAY_JAR)
        gateway = r.gateway(rig, data, tokens, flags, launch=launch, environment={
            "GATEWAY_BUDGETS": tokens.budgets if arguments.lifted else tokens.others_default,
            **dict(pair.split("=", 1) for pair in arguments.environment)})
        postgres = Postgres(data)
        postgres.pin(r.SERVER_CORE)
        gateway.samples = samples_of("user-id-checks", request, postgres)
        m.saturate(gateway, request, arguments.warmup, postgres)
        kinds = {kind: measured(rig, gateway, request, kind, token_file, arguments, postgres) for kind in arguments.kinds.split(",")}
    m.save(arguments.name, {
        "what": "p99 of other callers on a schedule while one asks what costs most, divided by that without it; most resident MiB",
        "command": "benchmarks/hostile.sh", **m.circumstances(flags), "environment": arguments.environment, "lifted": arguments.lifted,
        "ratePerSecond": arguments.rate, "connectionsOfOthers": arguments.connections, "secondsPerRun": arguments.seconds,
        "kinds": kinds})


def measured(rig, gateway, request, kind, token_file, arguments, postgres):
    """Runs pairs without and with the hostile caller; its first seconds warm what only it needs."""
    phases = [("settle", 8, arguments.rate), ("measured", arguments.seconds, arguments.rate)]
    run = lambda: m.open_loop(rig, gateway, 5_000, [("others", request, arguments.connections, phases)], postgres, pause_micros=20)
    pairs, most = [], Most(gateway.pid)
    for number in range(arguments.pairs):
        alone = run()
        caller = rig.start([sys.executable, "-B", __file__, "--caller", gateway.port, kind, token_file], "caller", r.LOAD_CORE)
        time.sleep(30 if number == 0 else 2)
        beside = run()
        r.stop(caller)
        rig.processes.remove(caller)
        gateway.thaw()
        one = {name: others(each) for name, each in (("alone", alone), ("beside", beside))}
        one["p99Ratio"] = round(one["beside"]["p99Micros"] / one["alone"]["p99Micros"], 3)
        one["stealShare"] = beside["stealShare"]
        pairs.append(one)
        r.say(f"{kind}: {one}")
    return {"p99Ratio": m.spread([pair["p99Ratio"] for pair in pairs]), "mostResidentMiB": most.stop(), "pairs": pairs}


def others(report):
    phase = report["arrivals"]["others"]["measured"]
    return {name: phase[name] for name in ("scheduled", "good", "late", "refused", "broken", "unanswered", "p50Micros", "p99Micros", "maxMicros")}


class Most:
    """The most memory that a process has while it is watched."""

    def __init__(self, pid):
        self.most, self.is_over = 0, threading.Event()
        self.thread = threading.Thread(target=self.watch, args=[pid], daemon=True)
        self.thread.start()

    def watch(self, pid):
        while not self.is_over.wait(0.2):
            self.most = max(self.most, r.resident_mib(pid))

    def stop(self):
        self.is_over.set()
        self.thread.join()
        return round(self.most)


class Caller:
    """Asks on all its connections at once and again as soon as it can; one that does not read begins anew after two seconds."""

    def __init__(self, port, kind, token_file):
        texts, self.connections, self.reads, is_stream = KINDS[kind]
        if is_stream:
            lines = "".join(compact({"userId": text}) + "\n" for text in texts).encode()
            body, media_type = lines, "application/x-ndjson"
        else:
            body, media_type = compact({"userIds": texts}).encode(), "application/json"
        self.request = (f"POST /v1/user-id-checks/batch HTTP/1.1\r\nHost: h\r\nContent-Type: {media_type}\r\nAuthorization: Bearer "
                        f"{open(token_file).read()}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n").encode() + body
        self.port = int(port)
        self.selector = selectors.DefaultSelector()
        self.begun, self.sent = {}, {}

    def ask_for_ever(self):
        os.nice(19)  # the others' schedule, on the same core, is not to suffer from it
        for _ in range(self.connections):
            self.ask()
        while True:
            for key, events in self.selector.select(0.5):
                self.go_on(key.fileobj, events)
            if not self.reads:
                for connection in [each for each, since in self.begun.items() if time.monotonic() - since > 2]:
                    self.again(connection)

    def ask(self):
        connection = socket.socket()
        if not self.reads:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.connect(("127.0.0.1", self.port))
        connection.setblocking(False)
        self.begun[connection] = time.monotonic()
        self.sent[connection] = 0
        self.selector.register(connection, selectors.EVENT_WRITE | (selectors.EVENT_READ if self.reads else 0))

    def go_on(self, connection, events):
        try:
            if events & selectors.EVENT_READ and not connection.recv(1 << 20):
                self.again(connection)
            elif events & selectors.EVENT_WRITE:
                sent = self.sent[connection] = self.sent[connection] + connection.send(self.request[self.sent[connection]:][:65_536])
                if sent == len(self.request) and self.reads:
                    self.selector.modify(connection, selectors.EVENT_READ)
                elif sent == len(self.request):
                    self.selector.unregister(connection)
        except OSError:
            self.again(connection)

    def again(self, connection):
        if connection in self.selector.get_map():
            self.selector.unregister(connection)
        del self.begun[connection], self.sent[connection]
        connection.close()
        self.ask()


if __name__ == "__main__":
    main()
