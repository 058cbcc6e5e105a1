"""The requests that are measured, and questions whose answers are known."""

import json
import os
import re
from rig import MARKER, OF_MILLION, Request

PERSON = "5f0c2e0a-8d3b-4b7e-9a51-"
WITNESS = {"birthDate": "1980-02-29", "mitIdSince": "2022-01-01", "documents": [
    {"type": "driving-licence", "issuer": "DK", "expiresOn": "2091-06-30", "nameMatchesCpr": True}]}
DOCUMENTS = [
    {"type": "passport", "issuer": "SE", "cprNumberShown": False, "expiresOn": "2030-01-01", "nameMatchesCpr": True},
    {"type": "health-insurance-card", "issuer": "DK", "cprNumberShown": False, "nameMatchesCpr": True},
    {"type": "birth-certificate", "issuer": "DK", "nameMatchesCpr": True}]
BODIES = {
    "user-id-checks": {"userId": "wish-" + MARKER},
    "user-id-checks-counted": {"userId": "wish-" + OF_MILLION},
    "user-id-checks-varied": {"userId": "wish-" + MARKER},
    "user-id-checks-unknown": {"userId": "wish-" + MARKER},
    "user-id-checks-connecting": {"userId": "wish-" + MARKER},
    "document-checks": {"documents": DOCUMENTS, "on": "2026-12-03", "bringLimit": 5},
    "witness-checks": {"witness": {"personId": PERSON + "1c1f6f0d9b42", **WITNESS}, "on": "2026-12-03"},
    "witness-checks-uncached": {"witness": {"personId": PERSON + MARKER, **WITNESS}, "on": "2026-12-03"},
}


# Of the requests of an endpoint whose name ends so, the head differs each time: in what names and traces them, or in what may mean
# anything; or each request has a connection of its own.
HEADERS = {
    "-varied": f"X-Request-Id: {PERSON}{MARKER}\r\ntraceparent: 00-{MARKER}4da6a3ce929d0e0e4736-{MARKER}02b7-01\r\n"
               f"tracestate: bank={MARKER}\r\n",
    "-connecting": "Connection: close\r\n",
    "-unknown": f"X-Number: {MARKER}\r\n",
}


def request_of(rig, endpoint, tokens):
    """Returns the request that is measured."""
    path, kind = re.fullmatch("(.*?)(-uncached|-varied|-unknown|-connecting|-counted)?", endpoint).groups()
    return Request(rig, "/v1/" + path, compact(BODIES[endpoint]), tokens.bearer, HEADERS.get(kind, ""))


def hold(rig, tokens):
    """Returns a durable write: a hold of a user ID that nobody asked for before."""
    return Request(rig, "/v1/user-id-holds", compact({"userId": "hold-" + MARKER}), tokens.bearer, f"Idempotency-Key: {MARKER}\r\n")


def samples_of(endpoint, request, postgres):
    """Returns questions with what is known of their answers: some two dozen."""
    asked = lambda body, **expected: (request, compact(body), lambda status, text: status == 200 and agrees(json.loads(text), expected))
    if endpoint.startswith("user-id-checks"):
        free = [asked({"userId": f"wish-{number:012}"}, verdict="available") for number in range(8)]
        taken = [asked({"userId": user_id}, verdict="taken", userId=user_id) for user_id in postgres.taken(8)]
        return free + taken + [asked({"userId": "Ab!"}, verdict="invalid", userId="ab!")] * 8
    if endpoint == "document-checks":
        lone = {"documents": DOCUMENTS[:1], "on": "2026-12-03"}
        return ([asked(BODIES[endpoint], verdict="needs-assessment", unknown=[{"document": 2, "fact": "cprNumberShown"}])] * 12
                + [asked(lone, verdict="insufficient", use=[])] * 12)
    young = {"witness": {**WITNESS, "personId": PERSON + "1c1f6f0d9b42", "birthDate": "2015-02-28"}, "on": "2026-12-03"}
    some = [json.loads(compact(BODIES[endpoint]).replace(MARKER, os.urandom(6).hex())) for _ in range(12)]
    return [asked(body, verdict="allowed", reasons=[]) for body in some] + [asked(young, verdict="not-allowed")] * 12


def agrees(answer, expected):
    return all(answer.get(name) == value for name, value in expected.items())


def compact(body):
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)
