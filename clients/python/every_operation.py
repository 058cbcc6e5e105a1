"""Calls every operation by the generated Python client.

Members have the contract's names here (userId), which any pydantic 2 takes; the models' own ones
(user_id) need 2.11.
"""

import sys
from datetime import date
from uuid import uuid4

import urllib3

from porten import ApiClient, Configuration
from porten.api import AttestationsApi, ChecksApi, ContractApi, GuidanceApi, ReservationsApi, RulesApi
from porten.exceptions import BadRequestException
from porten.models import (
    AttestationApplicant,
    AttestationRequest,
    AttestationVoidRequest,
    AttestationWitness,
    Document,
    DocumentCheckRequest,
    DocumentType,
    DocumentVerdict,
    LanguageCode,
    UserIdBatchRequest,
    UserIdCheckRequest,
    UserIdHistoryRequest,
    UserIdHoldRequest,
    UserIdReleaseRequest,
    UserIdStreamProblem,
    UserIdStreamQuestion,
    UserIdStreamResult,
    UserIdVerdict,
    VisitCheckRequest,
    VisitVerdict,
    Witness,
    WitnessCheckRequest,
    WitnessHistoryRequest,
    WitnessVerdict,
)


def call_checks(client):
    checks = ChecksApi(client)

    one = checks.check_user_id(UserIdCheckRequest(userId="Sørine!always"))
    equal(one.user_id, "sørine!always")
    equal(one.verdict, UserIdVerdict.AVAILABLE)
    equal(one.as_of.year > 2000, True)

    two = checks.check_user_ids(UserIdBatchRequest(userIds=["sørine!always", "stb"]))
    equal(two.results[1].verdict, UserIdVerdict.INVALID)
    equal(two.results[1].violations[0].code, "too-short")

    foreign = DocumentCheckRequest(documents=[document(DocumentType.PASSPORT, "SE")], on=date(2026, 12, 3))
    documents = checks.check_documents(foreign, accept_language="en")
    equal(documents.verdict, DocumentVerdict.INSUFFICIENT)
    equal(documents.route, None)
    equal(len(documents.bring), 5)
    equal(documents.bring[0][0].document_class, "health-card")

    witness = Witness(**facts_of_witness())
    allowed = checks.check_witness(WitnessCheckRequest(witness=witness))
    equal(allowed.verdict, WitnessVerdict.ALLOWED)
    equal(allowed.quota.remaining, 3)

    licence = document(DocumentType.DRIVING_MINUS_LICENCE, "DK")
    visit = checks.check_visit(VisitCheckRequest(documents=[licence], witness=witness))
    equal(visit.verdict, VisitVerdict.READY)
    equal(visit.earliest_on, visit.on)
    equal(visit.witness.verdict, WitnessVerdict.ALLOWED)


def call_reservations(client, user_id):
    reservations = ReservationsApi(client)
    request = UserIdHoldRequest(userId=user_id, holdSeconds=60)
    key = str(uuid4())

    held = reservations.hold_user_id(key, request)
    again = reservations.hold_user_id_with_http_info(key, request)
    equal(again.data, held)
    equal(again.headers["Idempotency-Replayed"], "true")
    equal(reservations.get_user_id_hold(held.hold_id).state, "held")
    equal(reservations.claim_user_id(held.hold_id).user_id, user_id)

    reservations.free_user_id(UserIdReleaseRequest(userId=user_id, reason="a trial"))
    another = reservations.hold_user_id(str(uuid4()), request)
    reservations.release_user_id_hold(another.hold_id)

    history = reservations.get_user_id_history(UserIdHistoryRequest(userId=user_id))
    equal([event.event for event in history.events], ["held", "claimed", "freed", "held", "released"])


def call_attestations(client):
    attestations = AttestationsApi(client)
    witness = AttestationWitness(**facts_of_witness())
    request = AttestationRequest(witness=witness, applicant=AttestationApplicant(personId=str(uuid4())))

    recorded = attestations.record_attestation(str(uuid4()), request)
    equal(recorded.quota.used, 1)
    slip = AttestationVoidRequest(reason="a trial")
    voided = attestations.void_attestation(recorded.attestation_id, slip)
    equal(voided.attestation_id, recorded.attestation_id)

    history = attestations.get_witness_history(WitnessHistoryRequest(personId=witness.person_id))
    equal(history.attestations[0].void_reason, "a trial")
    equal(history.quota.used, 0)


def call_publications(client):
    guidance, rules, contract = GuidanceApi(client), RulesApi(client), ContractApi(client)

    topic = guidance.list_guidance(accept_language="en").topics[0].id
    equal(guidance.get_guidance(topic, accept_language="en").language, LanguageCode.EN)
    equal(len(rules.list_rule_packs().rule_packs), 3)
    equal(rules.get_rule_pack("mitid-national").user_id.min_length, 5)
    equal(len(rules.list_reason_codes().reason_codes) > 0, True)
    equal(contract.get_contract().startswith(b"openapi: 3.1"), True)
    equal(contract.get_start().startswith(b"<!doctype html>"), True)
    equal(contract.get_docs().startswith(b"<!doctype html>"), True)
    equal(contract.get_console().startswith(b"<!doctype html>"), True)


def call_stream(address):
    """Sends lines, for which there is no generated function, and reads them by generated models."""
    question = UserIdStreamQuestion(userId="sørine!always").to_json()
    answers = urllib3.PoolManager().request(
        "POST",
        address + "/v1/user-id-checks/batch",
        body=(line.encode() for line in [question + "\n", "{\n"]),
        headers={"Content-Type": "application/x-ndjson"},
        preload_content=False,
    )
    first, second = answers
    equal(UserIdStreamResult.from_json(first).verdict, UserIdVerdict.AVAILABLE)
    problem = UserIdStreamProblem.from_json(second)
    equal(problem.line, 2)
    equal(problem.problem.actual_instance.type, "/problems/malformed-json")


def meet_problem(client):
    try:
        ChecksApi(client).check_user_id(UserIdCheckRequest.model_construct(user_id="x" * 513))
    except BadRequestException as refused:
        fault = refused.data.actual_instance.errors[0]
        equal((fault.pointer, fault.code), ("/userId", "too-long"))
    else:
        raise AssertionError("not refused")


def facts_of_witness():
    return {
        "personId": str(uuid4()),
        "birthDate": date(1980, 2, 29),
        "mitIdSince": date(2022, 1, 1),
        "documents": [document(DocumentType.PASSPORT, "DK")],
    }


def document(document_type, issuer):
    return Document(type=document_type, issuer=issuer, nameMatchesCpr=True, expiresOn=date(2099, 1, 1))


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} instead of {expected!r}")


def main(address, name):
    """Calls the gateway at an address; no other run on it has the same name."""
    with ApiClient(Configuration(host=address)) as client:
        call_checks(client)
        call_reservations(client, "ragna." + name)
        call_attestations(client)
        call_publications(client)
        call_stream(address)
        meet_problem(client)


main(*sys.argv[1:])
