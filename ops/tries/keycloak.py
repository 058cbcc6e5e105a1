"""A Keycloak with the realm of ops/keycloak, and what its clients and its administrator ask of it."""

import base64
import contextlib
import hashlib
import html
import http.client
import http.cookiejar
import json
import os
import pathlib
import re
import secrets
import subprocess
import urllib.error
import urllib.parse
import urllib.request

from tries.programs import OPS, Process, free_port, until

VERSION = "26.4.7"
ADMINISTRATOR = "admin"


class Keycloak:
    """Keeps its data, and so its keys and sessions, over restarts."""

    def __init__(self, folder, gateway_address):
        """Fetches it into a folder; the console is that of a gateway at this address."""
        self.folder, self.console = folder, gateway_address
        subprocess.run(
            ["mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:unpack",
             f"-Dartifact=org.keycloak:keycloak-quarkus-dist:{VERSION}:zip", f"-DoutputDirectory={folder}"], cwd=folder, check=True)
        self.home = folder / f"keycloak-{VERSION}"
        realm = self.home / "data/import/realm.json"
        realm.parent.mkdir(parents=True)
        realm.write_text((OPS / "keycloak/realm.json").read_text().replace("http://127.0.0.1:8080", gateway_address))
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.issuer = f"{self.address}/realms/porten"
        self.password = secrets.token_hex(16)
        self.start()

    def start(self):
        environment = {**os.environ, "KC_BOOTSTRAP_ADMIN_USERNAME": ADMINISTRATOR, "KC_BOOTSTRAP_ADMIN_PASSWORD": self.password}
        self.process = Process(
            self.folder, "keycloak",
            ["sh", str(self.home / "bin/kc.sh"), "start-dev", "--http-host=127.0.0.1", f"--http-port={self.port}", "--import-realm"], environment)
        until("Keycloak is ready", self.is_ready, 300)

    def is_ready(self):
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.discovery()["issuer"] == self.issuer
        return False

    def discovery(self):
        with urllib.request.urlopen(f"{self.issuer}/.well-known/openid-configuration", timeout=5) as answer:
            return json.load(answer)

    def token(self, realm="porten", **form):
        """Asks the token endpoint; returns its answer, also if that is an error."""
        request = urllib.request.Request(
            f"{self.address}/realms/{realm}/protocol/openid-connect/token", urllib.parse.urlencode(form).encode())
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            return json.load(refused)

    def client_token(self, client, scope=""):
        """Returns the access token of a client of the realm file, which has its secret."""
        asked = {"scope": scope} if scope else {}
        answer = self.token(grant_type="client_credentials", client_id=client, client_secret=f"secret-of-the-{client}", **asked)
        if "access_token" not in answer:
            raise SystemExit(f"Keycloak gives {client} no token: {answer}")
        return answer["access_token"]

    def sign_in(self, user, scope):
        """Signs a person in to the console as a browser would; returns the token endpoint's answer."""
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        redirect = f"{self.console}/console/signed-in.html"
        query = urllib.parse.urlencode(dict(
            client_id="console", response_type="code", scope=scope, redirect_uri=redirect, state="s", code_challenge=challenge,
            code_challenge_method="S256"))
        browser = Browser()
        page = browser.get(f"{self.issuer}/protocol/openid-connect/auth?{query}")
        action = html.unescape(re.search(r'action="([^"]+)"', page)[1])
        code = urllib.parse.parse_qs(urllib.parse.urlparse(browser.submit(action, username=user, password=f"password-of-{user}")).query)["code"][0]
        return self.token(grant_type="authorization_code", client_id="console", code=code, redirect_uri=redirect, code_verifier=verifier)

    def administer(self, method, path, body=None):
        """Asks the administration of the realm."""
        token = self.token("master", grant_type="password", client_id="admin-cli", username=ADMINISTRATOR, password=self.password)
        request = urllib.request.Request(
            f"{self.address}/admin/realms/porten{path}", None if body is None else json.dumps(body).encode(),
            {"Authorization": f"Bearer {token['access_token']}", "Content-Type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            content = answer.read()
            return json.loads(content) if content else None

    def rotate(self):
        """Adds a key that signs from now on, as an administrator would; the former one stays published."""
        self.administer("POST", "/components", {
            "name": "rotated", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
            "config": {"priority": ["200"], "keySize": ["2048"], "algorithm": ["RS256"]}})

    def withdraw_former_keys(self):
        for provider in self.administer("GET", "/components?type=org.keycloak.keys.KeyProvider"):
            if provider["providerId"] == "rsa-generated" and provider["name"] != "rotated":
                self.administer("DELETE", f"/components/{provider['id']}")

    def end_sessions(self, user):
        identity = self.administer("GET", f"/users?username={user}&exact=true")[0]["id"]
        self.administer("POST", f"/users/{identity}/logout")


class Browser(urllib.request.HTTPRedirectHandler):
    """Keeps Keycloak's cookies, which are marked as secure also where it is reached without TLS, and follows no redirect."""

    def __init__(self):
        jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(secure_protocols=("http", "https")))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), self)

    def redirect_request(self, *_):
        return None

    def get(self, url):
        with self.opener.open(url, timeout=30) as answer:
            return answer.read().decode()

    def submit(self, url, **form):
        """Returns where the answer leads to."""
        try:
            with self.opener.open(url, urllib.parse.urlencode(form).encode(), timeout=30) as answer:
                raise SystemExit(f"Keycloak does not lead on: {answer.status}")
        except urllib.error.HTTPError as redirect:
            return redirect.headers["Location"]
