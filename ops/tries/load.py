"""What callers send through a proxy while gateways restart, and what becomes of it."""

import collections
import contextlib
import http.client
import itertools
import json
import socket
import threading
import time
import uuid

from tries.programs import TLS

CHECK = "/v1/user-id-checks"
HOLDS = "/v1/user-id-holds"
STREAM = "/v1/user-id-checks/batch"
JSON = {"Content-Type": "application/json"}
CLIENTS = 24
STREAM_LINES = 100
SECONDS_BETWEEN_LINES = 0.03
REFUSED = "refused by a gateway (503)"


class Refused(Exception):
    """A gateway says that it has too much to do."""


class Stream:
    """One request whose lines and answers come one by one."""

    def __init__(self, proxy):
        self.socket = TLS.wrap_socket(socket.create_connection(("127.0.0.1", proxy.port), timeout=30))
        self.socket.sendall(
            f"POST {STREAM} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        self.response = None

    def send(self, line):
        data = line.encode() + b"\n"
        self.socket.sendall(b"%x\r\n%s\r\n" % (len(data), data))

    def end(self):
        self.socket.sendall(b"0\r\n\r\n")

    def answer(self):
        if self.response is None:
            self.response = http.client.HTTPResponse(self.socket, method="POST")
            self.response.begin()
            if self.response.status == 503 and b'"/problems/' in (problem := self.response.read()):
                raise Refused(problem)
            if self.response.status != 200:
                raise http.client.HTTPException(f"{self.response.status} {self.response.read(60)}")
        return self.response.readline()

    def close(self):
        self.socket.close()


class Load:
    """Requests at a steady rate on connections that are kept alive, and streams beside them; counts what became of each."""

    def __init__(self, proxy, rate):
        self.proxy, self.rate = proxy, rate
        self.counts = collections.Counter()
        self.lost = []
        self.numbers = itertools.count()
        self.begin = time.monotonic()
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.client) for _ in range(CLIENTS)]
        self.threads += [threading.Thread(target=self.streams) for _ in range(2)]
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def note(self, outcome, what):
        self.counts[outcome] += 1
        if outcome.startswith("lost"):
            self.lost.append(f"{time.monotonic() - self.begin:6.2f} s {outcome} {what}")

    def client(self):
        connection = self.proxy.connection()
        while not self.ended.is_set():
            number = next(self.numbers)
            time.sleep(max(0.0, self.begin + number / self.rate - time.monotonic()))
            method, path, body, headers = self.question(number)
            try:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                content = response.read()
            except (OSError, http.client.HTTPException) as broken:
                self.note("lost", f"{path} {broken!r}")
                connection.close()
                continue
            if response.status < 400:
                self.note("answered", path)
            elif response.status == 503 and b'"/problems/' in content:
                self.note(REFUSED, path)
            else:
                self.note("lost", f"{path} {response.status} {content[:60]}")
        connection.close()

    @staticmethod
    def question(number):
        if number % 10 == 0:
            return "POST", HOLDS, json.dumps({"userId": f"rolling.{uuid.uuid4().hex[:20]}", "holdSeconds": 60}), \
                {**JSON, "Idempotency-Key": str(uuid.uuid4())}
        if number % 10 == 1:
            return "GET", "/v1/guidance", None, {}
        return "POST", CHECK, json.dumps({"userId": f"rolling-{number}"}), JSON

    def streams(self):
        while not self.ended.is_set():
            answers = 0
            try:
                with contextlib.closing(Stream(self.proxy)) as stream:
                    for i in range(STREAM_LINES):
                        stream.send(f'{{"userId":"line-{i}"}}')
                        answers += b'"verdict"' in stream.answer()
                        time.sleep(SECONDS_BETWEEN_LINES)
                    stream.end()
                    is_whole = stream.answer() == b"" and answers == STREAM_LINES
                self.note("streams answered whole" if is_whole else "lost streams", f"{answers} answers")
            except Refused:
                self.note(REFUSED, STREAM)
            except (OSError, http.client.HTTPException) as broken:
                self.note("lost streams", f"after {answers} answers {broken!r}")
