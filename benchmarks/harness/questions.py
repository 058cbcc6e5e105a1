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
    "document-checks": {"documents": DOCUMENTS, "on": "2026-12-03", "bringLimit": 5},
    "witness-checks": {"witness": {"personId": PERSON + "1c1f6f0d9b42", **WITNESS}, "on": "2026-12-03"},
    "witness-checks-uncached": {"witness": {"personId": PERSON + MARKER, **WITNESS}, "on": "2026-12-03"},
    "visit-checks": {"documents": DOCUMENTS, "witness": {"personId": PERSON + "1c1f6f0d9b42", **WITNESS},
                     "userIds": ["wish-" + MARKER, "want-" + MARKER], "on": "2026-12-03"},
}
LIST_LENGTH = 1_000  # the most user IDs of a batch
LISTS = {
    "batch": ("application/json", lambda user_ids: compact({"userIds": user_ids})),
    "stream": ("application/x-ndjson", lambda user_ids: "".join(compact({"userId": user_id}) + "\n" for user_id in user_ids)),
}


# Of the requests of an endpoint whose name ends so, the head differs each time: in what names and traces them, or in what may mean
# anything.
HEADERS = {
    "-varied": f"X-Request-Id: {PERSON}{MARKER}\r\ntraceparent: 00-{MARKER}4da6a3ce929d0e0e4736-{MARKER}02b7-01\r\n"
               f"tracestate: bank={MARKER}\r\n",
    "-unknown": f"X-Number: {MARKER}\r\n",
}


def request_of(rig, endpoint, tokens, headers=""):
    """Returns the request that is measured."""
    path, kind = re.fullmatch("(.*?)(-uncached|-varied|-unknown|-counted)?", endpoint).groups()
    return Request(rig, "/v1/" + path, compact(BODIES[endpoint]), tokens.bearers, HEADERS.get(kind, "") + headers)


def list_of(rig, kind, tokens):
    """Returns a request about a thousand user IDs, as long as those of single checks and all others each time: numbers tell them apart."""
    media_type, body = LISTS[kind]
    user_ids = [f"w{number:03}-{MARKER}" for number in range(LIST_LENGTH)]
    return Request(rig, "/v1/user-id-checks/batch", body(user_ids), tokens.bearers, media_type=media_type)


def samples_of_list(kind, request, postgres):
    """Returns questions about some user IDs at once, with what is known of their answers."""
    taken = postgres.taken(8)
    body = LISTS[kind][1](["wish-000000000001", *taken, "Ab!"] * 20)
    found = [{"verdict": "available"}, *({"verdict": "taken", "userId": user_id} for user_id in taken), {"verdict": "invalid", "userId": "ab!"}] * 20
    read = {"batch": lambda text: json.loads(text)["results"], "stream": lambda text: [json.loads(line) for line in text.splitlines()]}[kind]
    return [(request, body, lambda status, text: status == 200 and agrees(read(text), found))]


def hold(rig, tokens):
    """Returns a durable write: a hold of a user ID that nobody asked for before."""
    return Request(rig, "/v1/user-id-holds", compact({"userId": "hold-" + MARKER}), tokens.bearers, f"Idempotency-Key: {MARKER}\r\n")


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
    if endpoint == "visit-checks":
        wishes = ["wish-000000000001", *postgres.taken(1)]
        both = [{"verdict": "available"}, {"verdict": "taken", "userId": wishes[1]}]
        return ([asked({**BODIES[endpoint], "userIds": wishes}, verdict="needs-assessment", witness={"verdict": "allowed"}, userIds=both)] * 12
                + [asked({**BODIES[endpoint], "userIds": wishes[1:]}, verdict="not-ready", userIds=both[1:])] * 12)
    young = {"witness": {**WITNESS, "personId": PERSON + "1c1f6f0d9b42", "birthDate": "2015-02-28"}, "on": "2026-12-03"}
    some = [json.loads(compact(BODIES[endpoint]).replace(MARKER, os.urandom(6).hex())) for _ in range(12)]
    return [asked(body, verdict="allowed", reasons=[]) for body in some] + [asked(young, verdict="not-allowed")] * 12


def agrees(answer, expected):
    """Says whether an answer has what is expected, and maybe more members."""
    if isinstance(expected, dict):
        return isinstance(answer, dict) and all(agrees(answer.get(name), value) for name, value in expected.items())
    if isinstance(expected, list):
        return isinstance(answer, list) and len(answer) == len(expected) and all(map(agrees, answer, expected))
    return answer == expected


def compact(body):
    return json.dumps(body, separators=(",", ":"), ensure_ascii=False)
