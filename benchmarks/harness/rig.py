"""What the measuring scripts share: servers pinned to a core, load on the other one, and what the kernel says of both.

Everything runs on loopback, in a temporary folder that is removed at the end, and every process is stopped that was started.
"""

import base64
import contextlib
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
GATEWAY_JAR = BENCHMARKS.parent / "gateway/target/gateway.jar"
BENCHMARKS_JAR = BENCHMARKS / "target/benchmarks.jar"
JAR = ("-jar", GATEWAY_JAR)
CONTRACT = BENCHMARKS.parent / "gateway/src/main/resources/openapi.yaml"

SERVER_CORE, LOAD_CORE = 0, 1
LAUNCHER_FLAGS = "-Xms352m -Xmx352m -Xmn48m -XX:+UseSerialGC -Dio.netty.allocator.type=pooled"
MARKER, OF_MILLION, NEXT = "@RANDOM-HEX@", "@RANDOM-MIL@", "@RANDOM-SEQ@"  # as long as what comes in their place
ISSUER, AUDIENCE = "https://issuer.example/realms/citizens", "porten"
CLIENT = "booking"
TOKEN_BYTES = 900
TRUSTING = ssl._create_unverified_context()


class Rig:
    """The temporary folder and the processes of one measurement; leaving it ends both."""

    def __enter__(self):
        signal.signal(signal.SIGTERM, lambda *ignored: sys.exit(1))
        os.sched_setaffinity(0, {LOAD_CORE})
        self.folder = Path(tempfile.mkdtemp())
        self.folder.chmod(0o711)  # the embedded PostgreSQL is another user if this one is root
        self.processes = []
        self.clusters = set()
        self.tls = None
        return self

    def __exit__(self, *ignored):
        for process in reversed(self.processes):
            stop(process)
        for pid_file in self.clusters:  # still there only if a gateway had to be killed
            with contextlib.suppress(OSError, ValueError):
                os.kill(int(pid_file.read_text().split()[0]), signal.SIGINT)
        shutil.rmtree(self.folder, ignore_errors=True)

    def written(self, name, text):
        """Writes a file of this measurement and returns its path."""
        file = self.folder / name
        file.write_text(text)
        return file

    def start(self, command, name, core=None, environment=None):
        """Starts a process whose output goes to files of that name."""
        with open(self.folder / f"{name}.out", "wb") as out, open(self.folder / f"{name}.err", "wb") as err:
            process = subprocess.Popen(
                pinned(command, core), stdout=out, stderr=err, env=environment or clean_environment())
        self.processes.append(process)
        return process

    def run(self, command, name, core=None, environment=None):
        process = self.start(command, name, core, environment)
        if process.wait() != 0:
            fail(f"{name} failed: {(self.folder / f'{name}.err').read_text()[-2000:]}")
        self.processes.remove(process)
        return (self.folder / f"{name}.out").read_text()

    def speak_tls(self):
        """Makes a certificate; every server that is started after this speaks TLS 1.3 with it."""
        self.tls = self.folder / "tls.crt", self.folder / "tls.key"
        self.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                  "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-out", self.tls[0], "-keyout", self.tls[1]], "certificate")

    def await_address(self, process, name, seconds=180):
        """Waits for the line that tells where a server listens, and returns its port."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and process.poll() is None:
            found = re.search(r"ready on https?://127\.0\.0\.1:(\d+)", (self.folder / f"{name}.out").read_text())
            if found:
                return int(found.group(1))
            time.sleep(0.05)
        fail(f"{name} did not start: {(self.folder / f'{name}.err').read_text()[-2000:]}")


def fail(why):
    sys.exit(why)


def stop(process, seconds=40):
    if process.poll() is None:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def pinned(command, core):
    """Returns a command for one core, or for both."""
    return ["taskset", "-c", "0-%d" % (os.cpu_count() - 1) if core is None else str(core), *map(str, command)]


def clean_environment(**variables):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
    return {**kept, **{name: str(value) for name, value in variables.items() if value is not None}}


class Tokens:
    """A key pair made for this run, and a token of a usual size that every caller shows but those with one of their own."""

    def __init__(self, rig):
        self.rig, self.key = rig, rig.folder / "key.pem"
        rig.run(["openssl", "genrsa", "-out", self.key, "2048"], "genrsa")
        modulus = rig.run(["openssl", "rsa", "-in", self.key, "-noout", "-modulus"], "modulus")
        jwk = {"kty": "RSA", "kid": "benchmark", "use": "sig", "alg": "RS256", "e": "AQAB",
               "n": base64url(bytes.fromhex(modulus.strip().split("=")[1]))}
        self.jwks = rig.folder / "jwks.json"
        self.jwks.write_text(json.dumps({"keys": [jwk]}))
        # The caller has budgets whose end it never reaches; more than a million user IDs a day cannot be counted, nor are more
        # than a million checks a second limited, which batches may reach.
        limits = lambda user_ids, checks: (f"{{userIdsPerDay: {user_ids}, checksPerSecond: {checks}, openHolds: 1000000, "
                                           "claimsPerDay: unlimited, attestationsPerDay: unlimited, streams: 10000}\n")
        budgets = lambda name, text: rig.written(f"{name}.yaml", text)
        self.budgets = budgets("budgets", "default: " + limits("unlimited", 1_000_000))
        self.counting = budgets("counting", "default: " + limits(1_000_000, 1_000_000))
        self.batches = budgets("batches", "default: " + limits("unlimited", "unlimited"))
        self.others_default = budgets("others-default", f"clients: {{{CLIENT}: {limits('unlimited', 1_000_000).strip()}}}\n")
        self.bearer = self.of(CLIENT)
        self.bearers = [self.bearer]

    def of(self, client):
        """Returns a client's token."""
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "5f0c2e0a-8d3b-4b7e-9a51-1c1f6f0d9b42", "client_id": client,
                  "scope": "check reserve attest support", "iat": now, "exp": now + 24 * 3600, "jti": ""}
        signed = lambda: base64url(json.dumps({"alg": "RS256", "typ": "JWT", "kid": "benchmark"})) + "." + base64url(json.dumps(claims))
        claims["jti"] = secrets.token_hex(TOKEN_BYTES)[:(TOKEN_BYTES - 343 - len(signed())) * 3 // 4]  # 342 characters and a dot are the signature
        text, signature = self.rig.written("signed", signed()), self.rig.folder / "signature"
        self.rig.run(["openssl", "dgst", "-sha256", "-sign", self.key, "-out", signature, text], "sign")
        return signed() + "." + base64url(signature.read_bytes())


def base64url(data):
    data = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Request:
    """The bytes of a request, the same for every server, with markers where each one has random digits of its own; a file a token."""

    def __init__(self, rig, path, body, bearers, headers="", media_type="application/json"):
        self.path = path
        self.media_type = media_type
        self.body = body
        self.bearer = bearers[0]
        self.headers = headers
        self.files = [rig.folder / f"request-{len(list(rig.folder.glob('request-*')))}-{number}" for number in range(len(bearers))]
        for file, bearer in zip(self.files, bearers):
            file.write_bytes(self.bytes_of(bearer))
        self.file = self.files[0]

    def bytes_of(self, bearer):
        return (f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: porten-benchmarks\r\nAccept: {self.media_type}\r\n"
                f"Content-Type: {self.media_type}\r\nAuthorization: Bearer {bearer}\r\n{self.headers}"
                f"Content-Length: {len(self.body.encode())}\r\n\r\n{self.body}").encode()


class Server:
    """A process that answers on loopback; it stands still while another one is measured."""

    def __init__(self, rig, name, command, environment=None):
        self.name = name
        self.speaks_tls = rig.tls is not None
        self.process = rig.start(command, name, SERVER_CORE, environment)
        self.port = rig.await_address(self.process, name)
        self.pid = self.process.pid
        self.samples = []

    @property
    def url(self):
        return f"{'https' if self.speaks_tls else 'http'}://127.0.0.1:{self.port}/"

    def freeze(self):
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self):
        """Lets it go on, and waits until it answers rightly again."""
        self.process.send_signal(signal.SIGCONT)
        deadline = time.monotonic() + 30
        while wrong := self.wrong_samples():
            if time.monotonic() > deadline:
                fail(f"{self.name} does not answer rightly, {len(wrong)} times like {wrong[0]}")
            time.sleep(0.2)

    def stop(self):
        stop(self.process)

    def wrong_samples(self):
        """Asks the sample questions and returns those that were not answered as they have to be."""
        try:
            return wrong_answers(self.port, self.samples, self.speaks_tls)
        except (OSError, http.client.HTTPException) as failure:
            return [repr(failure)]

    def answer_to(self, request):
        """Returns the bytes of a whole answer."""
        with contextlib.ExitStack() as ends:
            connection = ends.enter_context(socket.create_connection(("127.0.0.1", self.port), timeout=10))
            if self.speaks_tls:
                connection = ends.enter_context(TRUSTING.wrap_socket(connection))
            digits = request.file.read_bytes().decode().replace(MARKER, os.urandom(6).hex()).replace(OF_MILLION, "0" * 12)
            connection.sendall(digits.encode())
            answer = b""
            while True:
                answer += connection.recv(65536)
                head, end, body = answer.partition(b"\r\n\r\n")
                length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
                if end and len(body) == int(length.group(1)):
                    return answer


def wrong_answers(port, samples, speaks_tls=False):
    """Asks questions, one after the other, and returns those that were not answered as they have to be."""
    wrong = []
    plain = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=TRUSTING) if speaks_tls else plain) as connection:
        for request, body, is_right in samples:
            connection.request("POST", request.path, body.encode(), headers={
                "Content-Type": request.media_type, "Authorization": "Bearer " + request.bearer})
            answer = connection.getresponse()
            text = answer.read().decode()
            if not is_right(answer.status, text):
                wrong.append(f"{answer.status} {text[:200]}")
    return wrong


def resident_mib(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def gateway(rig, data, tokens, flags, name="gateway", environment=None, launch=JAR):
    """Starts a gateway on the embedded database of a data folder, which the first one starts."""
    rig.clusters.add(data / "cluster/postmaster.pid")
    return Server(rig, name, ["java", *flags, *launch], gateway_environment(data, tokens, 0, {**tls_environment(rig), **(environment or {})}))


def tls_environment(rig):
    return {"GATEWAY_TLS_CERTIFICATE": rig.tls[0], "GATEWAY_TLS_KEY": rig.tls[1]} if rig.tls else {}


def gateway_environment(data, tokens, port, more=None):
    """Returns the variables of a gateway that neither starts from a file, warms up nor reads the directory while it is measured."""
    return clean_environment(**{
        "GATEWAY_DRAIN_DELAY_SECONDS": 0, "GATEWAY_WARM_UP_SECONDS": 0, "GATEWAY_DIRECTORY_SNAPSHOT_FILE": "off", "GATEWAY_DIRECTORY_CHECK_HOURS": 0,
        "GATEWAY_DATA_DIR": data, "GATEWAY_PORT": port, "GATEWAY_MANAGEMENT_PORT": 0, "GATEWAY_JWKS": tokens.jwks,
        "GATEWAY_JWT_ISSUER": ISSUER, "GATEWAY_JWT_AUDIENCE": AUDIENCE,
        "GATEWAY_BUDGETS": tokens.budgets, **(more or {})})


class FreeGateway:
    """A gateway on every core, whose metrics can be read; the first one on the embedded database starts that."""

    def __init__(self, rig, name, flags, tokens, database):
        data = rig.folder / "data"
        rig.clusters.add(data / "cluster/postmaster.pid")
        self.bearer = tokens.bearer
        self.management_port = free_port()
        environment = {**gateway_environment(data, tokens, 0, database), "GATEWAY_MANAGEMENT_PORT": str(self.management_port)}
        self.process = rig.start(["java", *flags, *JAR], name, None, environment)
        self.port = rig.await_address(self.process, name)

    def metric(self, name, label=""):
        """Returns the sum of a metric over its labels, or over those that a label is among."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.management_port}/metrics", timeout=30) as metrics:
            return sum(float(value) for value in re.findall(rf"(?m)^{name}(?:{{.*{label}.*}}){'' if label else '?'} (\S+)$", metrics.read().decode()))


def rung(rig, kind, answer, flags, *arguments):
    """Starts a server that answers everything with the bytes of one answer."""
    file = rig.folder / f"{kind}.answer"
    file.write_bytes(answer)
    tls = ["-Dbenchmarks.tls=%s,%s" % rig.tls] if rig.tls else []
    return Server(rig, kind, ["java", *flags, *tls, "-cp", BENCHMARKS_JAR, "dk.porten.benchmarks.RungServer", kind, 0, file, *arguments])


def directory(rig, user_ids, kept=None, jar=GATEWAY_JAR):
    """Returns a data folder whose directory has that many synthetic user IDs; a kept one is filled only once."""
    data = Path(kept).resolve() if kept else rig.folder / f"data-{user_ids}"
    filled = data / f"benchmark-{user_ids}"
    if not filled.exists():
        if kept and data.exists() and any(data.iterdir()):
            fail(f"{data} holds something else")
        data.mkdir(parents=True, exist_ok=True)
        started = time.monotonic()
        if user_ids:
            rig.clusters.add(data / "cluster/postmaster.pid")
            rig.run(["java", "-Xmx512m", "-jar", jar, "import", "--generate", user_ids], f"import-{user_ids}",
                    environment=clean_environment(GATEWAY_DATA_DIR=data))
        filled.touch()
        say(f"{user_ids} user IDs imported in {time.monotonic() - started:.0f} s")
    return data


def need(*tools):
    """Ends the run before it begins if one of these commands is missing."""
    missing = [tool for tool in tools if not shutil.which(tool)]
    if missing:
        raise SystemExit(f"Not installed: {', '.join(missing)}. The first lines of the script say which packages it needs.")


def say(text):
    print(text, file=sys.stderr, flush=True)
