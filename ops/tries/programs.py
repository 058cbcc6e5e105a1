"""The programs that ops/try-proxies and ops/try-keycloak run: gateways, and proxies with our samples before them."""

import contextlib
import http.client
import os
import pathlib
import socket
import ssl
import subprocess
import time

OPS = pathlib.Path(__file__).resolve().parent.parent
LAUNCHER = OPS.parent / "gateway/porten"

TLS = ssl.create_default_context()
TLS.check_hostname = False
TLS.verify_mode = ssl.CERT_NONE


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Process:
    """A program of ours; ended with the script."""

    def __init__(self, folder, name, command, environment=None):
        self.log = folder / f"{name}.log"
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)

    def stop(self, patience=60):
        self.process.terminate()
        return self.process.wait(patience)

    def kill(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.process.kill()


class Gateway:
    """A gateway on the embedded database, which keeps its ports over restarts: a demo, unless variables make it something else."""

    def __init__(self, folder, name, variables=(), port=None):
        self.folder, self.name, self.variables = folder, name, dict(variables)
        self.port, self.management = port or free_port(), free_port()
        self.access_log = folder / f"{name}.access"
        self.start()

    def start(self):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GATEWAY_")}
        environment.update(
            GATEWAY_DATA_DIR=str(self.folder / "data"), GATEWAY_PORT=str(self.port), GATEWAY_MANAGEMENT_PORT=str(self.management),
            GATEWAY_DRAIN_DELAY_SECONDS="7", GATEWAY_ACCESS_LOG=str(self.access_log))
        environment.update(self.variables)
        self.process = Process(self.folder, self.name, [str(LAUNCHER)], environment)
        until(f"{self.name} is ready", self.is_ready, 120)

    def is_ready(self):
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", self.management, timeout=5)
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        return False


def expect(what, holds):
    print(f"  {'ok  ' if holds else 'FAIL'} {what}", flush=True)
    return holds


def holds_within(seconds, condition):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def until(what, condition, seconds=20):
    if not holds_within(seconds, condition):
        raise SystemExit(f"not in time: {what}")


class Proxy:
    """HAProxy or nginx with our sample, in which addresses and files are those of this try, before one gateway or two."""

    def __init__(self, folder, gateways, port):
        self.folder, self.port = folder, port
        self.places = {"10.0.0.9:443": f"127.0.0.1:{port}"}
        for number, gateway in enumerate(gateways, 1):
            self.places[f"10.0.0.{number}:8080 check port 8081"] = f"127.0.0.1:{gateway.port} check port {gateway.management}"
            self.places[f"10.0.0.{number}:8080"] = f"127.0.0.1:{gateway.port}"
        self.places.update({
            "/etc/haproxy/porten.pem": str(folder / "porten.pem"),
            "/etc/nginx/porten.crt": str(folder / "porten.crt"),
            "/etc/nginx/porten.key": str(folder / "porten.key"),
        })

    def sample(self, name, others):
        """Returns a file with our sample, in which these texts are others too."""
        text = (OPS / name).read_text()
        for place, ours in {**self.places, **others}.items():
            text = text.replace(place, ours)
        file = self.folder / name
        file.write_text("".join(line for line in text.splitlines(keepends=True) if "10.0.0." not in line))
        return str(file)

    def haproxy(self, others=()):
        file = self.sample("haproxy.cfg", dict(others))
        subprocess.run(["haproxy", "-c", "-q", "-f", file], check=True)
        return Process(self.folder, "haproxy", ["haproxy", "-db", "-f", file])

    def nginx(self, others=()):
        paths = "".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        own = {
            "worker_processes": f"daemon off; pid {self.folder}/nginx.pid; worker_processes",
            "http {": f"http {{ access_log {self.folder}/nginx.access; {paths}",
            **dict(others),
        }
        command = ["nginx", "-c", self.sample("nginx.conf", own), "-e", f"{self.folder}/nginx.log"]
        subprocess.run([*command, "-t", "-q"], check=True)
        return Process(self.folder, "nginx", command)

    def by_tls(self, name):
        """Returns what both samples get so that the proxy speaks TLS to gateways of this name, and shows them a certificate."""
        authority, own = f"{self.folder}/ca.pem", f"{self.folder}/proxy"
        return {
            "rise 1": f"rise 1 ssl verify required ca-file {authority} verifyhost {name} crt {own}.pem alpn http/1.1",
            "proxy_pass http://": "proxy_pass https://",
            "proxy_http_version 1.1;": f"proxy_http_version 1.1; proxy_ssl_protocols TLSv1.3; proxy_ssl_verify on; proxy_ssl_name {name};"
                f" proxy_ssl_trusted_certificate {authority}; proxy_ssl_certificate {own}.pem; proxy_ssl_certificate_key {own}.pem;",
        }

    def plain(self):
        """Returns what both samples get so that callers come without TLS, and nothing is logged of each request."""
        return {
            f" ssl crt {self.folder}/porten.pem alpn h2,http/1.1": "",
            "log stdout format raw local0": "",
            " ssl http2;": ";",
            f"ssl_certificate {self.folder}/porten.crt;": "",
            f"ssl_certificate_key {self.folder}/porten.key;": "",
            f"access_log {self.folder}/nginx.access;": "access_log off;",
        }

    def connection(self, timeout=30):
        return http.client.HTTPSConnection("127.0.0.1", self.port, context=TLS, timeout=timeout)

    def ask(self, method, path, body=None, headers=None):
        connection = self.connection()
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response, response.read()
        finally:
            connection.close()

    def listens(self):
        with contextlib.suppress(OSError):
            self.connection().connect()
            return True
        return False

    def is_up(self):
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.ask("GET", "/v1/rule-packs")[0].status == 200
        return False
