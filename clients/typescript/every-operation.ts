// Calls every operation by the generated TypeScript client.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  AttestationsApi,
  BadRequestProblemFromJSON,
  ChecksApi,
  Configuration,
  ContractApi,
  type Document,
  DocumentVerdict,
  GuidanceApi,
  LanguageCode,
  ReservationsApi,
  ResponseError,
  RulesApi,
  UserIdHoldStateStateEnum,
  UserIdStreamProblemFromJSON,
  UserIdStreamQuestionToJSON,
  UserIdStreamResultFromJSON,
  UserIdVerdict,
  VisitVerdict,
  WitnessVerdict,
} from "../target/typescript/index.js";

// The gateway's address and a name of this run, which no other one on that gateway has.
const [address, name] = process.argv.slice(2) as [string, string];
const configuration = new Configuration({ basePath: address });
const checks = new ChecksApi(configuration);

await callChecks();
await callReservations(`ylva.${name}`);
await callAttestations();
await callPublications();
await callStream();
await meetProblem();

async function callChecks() {
  const one = await checks.checkUserId({ userIdCheckRequest: { userId: "Sørine!always" } });
  assert.equal(one.userId, "sørine!always");
  assert.equal(one.verdict, UserIdVerdict.Available);
  assert.ok(one.asOf instanceof Date);

  const two = await checks.checkUserIds({ userIdBatchRequest: { userIds: ["sørine!always", "stb"] } });
  assert.equal(two.results[1]?.verdict, UserIdVerdict.Invalid);
  assert.equal(two.results[1].violations[0]?.code, "too-short");

  const documents = await checks.checkDocuments({
    documentCheckRequest: { documents: [document("passport", "SE")], on: new Date("2026-12-03") },
    acceptLanguage: "en",
  });
  assert.equal(documents.verdict, DocumentVerdict.Insufficient);
  assert.equal(documents.route, null);
  assert.equal(documents.bring.length, 5);
  assert.equal(documents.bring[0]?.[0]?.documentClass, "health-card");

  const witness = factsOfWitness();
  const allowed = await checks.checkWitness({ witnessCheckRequest: { witness } });
  assert.equal(allowed.verdict, WitnessVerdict.Allowed);
  assert.equal(allowed.quota?.remaining, 3);

  const visit = await checks.checkVisit({
    visitCheckRequest: { documents: [document("driving-licence", "DK")], witness },
  });
  assert.equal(visit.verdict, VisitVerdict.Ready);
  assert.deepEqual(visit.earliestOn, visit.on);
  assert.equal(visit.witness?.verdict, WitnessVerdict.Allowed);
}

async function callReservations(userId: string) {
  const reservations = new ReservationsApi(configuration);
  const request = { idempotencyKey: randomUUID(), userIdHoldRequest: { userId, holdSeconds: 60 } };

  const { holdId } = await reservations.holdUserId(request);
  const again = await reservations.holdUserIdRaw(request);
  assert.equal((await again.value()).holdId, holdId);
  assert.equal(again.raw.headers.get("Idempotency-Replayed"), "true");
  assert.equal((await reservations.getUserIdHold({ holdId })).state, UserIdHoldStateStateEnum.Held);
  assert.equal((await reservations.claimUserId({ holdId })).userId, userId);

  await reservations.freeUserId({ userIdReleaseRequest: { userId, reason: "a trial" } });
  const another = await reservations.holdUserId({ ...request, idempotencyKey: randomUUID() });
  await reservations.releaseUserIdHold({ holdId: another.holdId });

  const history = await reservations.getUserIdHistory({ userIdHistoryRequest: { userId } });
  const events = history.events.map((one) => one.event);
  assert.deepEqual(events, ["held", "claimed", "freed", "held", "released"]);
}

async function callAttestations() {
  const attestations = new AttestationsApi(configuration);
  const witness = factsOfWitness();
  const applicant = { personId: randomUUID() };

  const recorded = await attestations.recordAttestation({
    idempotencyKey: randomUUID(),
    attestationRequest: { witness, applicant },
  });
  assert.equal(recorded.quota.used, 1);
  const voided = await attestations.voidAttestation({
    attestationId: recorded.attestationId,
    attestationVoidRequest: { reason: "a trial" },
  });
  assert.ok(voided.voidedAt instanceof Date);

  const history = await attestations.getWitnessHistory({
    witnessHistoryRequest: { personId: witness.personId },
  });
  assert.equal(history.attestations[0]?.voidReason, "a trial");
  assert.equal(history.quota.used, 0);
}

async function callPublications() {
  const guidance = new GuidanceApi(configuration);
  const rules = new RulesApi(configuration);
  const contract = new ContractApi(configuration);

  const { topics } = await guidance.listGuidance({ acceptLanguage: "en" });
  const topic = await guidance.getGuidance({ topic: topics[0]!.id, acceptLanguage: "en" });
  assert.equal(topic.language, LanguageCode.En);
  assert.equal((await rules.listRulePacks()).rulePacks.length, 3);
  assert.equal((await rules.getRulePack({ id: "mitid-national" })).userId?.minLength, 5);
  assert.ok((await rules.listReasonCodes()).reasonCodes.length > 0);
  assert.match(await (await contract.getContract()).text(), /^openapi: 3\.1/);
  assert.match(await (await contract.getStart()).text(), /^<!doctype html>/);
  assert.match(await (await contract.getDocs()).text(), /^<!doctype html>/);
  assert.match(await (await contract.getConsole()).text(), /^<!doctype html>/);
}

/** Sends lines, for which there is no generated method, and reads them by generated models. */
async function callStream() {
  const question = JSON.stringify(UserIdStreamQuestionToJSON({ userId: "sørine!always" }));
  const response = await fetch(`${address}/v1/user-id-checks/batch`, {
    method: "POST",
    headers: { "Content-Type": "application/x-ndjson" },
    body: `${question}\n{\n`,
  });
  const [first, second] = (await response.text()).trimEnd().split("\n") as [string, string];

  assert.equal(UserIdStreamResultFromJSON(JSON.parse(first)).verdict, UserIdVerdict.Available);
  const problem = UserIdStreamProblemFromJSON(JSON.parse(second));
  assert.equal(problem.line, 2);
  assert.equal(problem.problem.type, "/problems/malformed-json");
}

async function meetProblem() {
  const failure: unknown = await checks.checkUserId({ userIdCheckRequest: { userId: "x".repeat(513) } }).then(
    () => assert.fail("not refused"),
    (refused: unknown) => refused,
  );

  assert.ok(failure instanceof ResponseError);
  assert.equal(failure.response.status, 400);
  const problem = BadRequestProblemFromJSON(await failure.response.json());
  assert.ok(problem.type === "/problems/invalid-request");
  assert.equal(problem.errors[0]?.pointer, "/userId");
  assert.equal(problem.errors[0]?.code, "too-long");
}

function factsOfWitness() {
  return {
    personId: randomUUID(),
    birthDate: new Date("1980-02-29"),
    mitIdSince: new Date("2022-01-01"),
    documents: [document("passport", "DK")],
  };
}

function document(type: Document["type"], issuer: string): Document {
  return { type, issuer, nameMatchesCpr: true, expiresOn: new Date("2099-01-01") };
}
