// The generated TypeScript client against the packaged gateway as a demo.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import {
  ChecksApi,
  Configuration,
  DocumentVerdict,
  InvalidRequestProblemFromJSON,
  ReservationsApi,
  ResponseError,
  UserIdVerdict,
} from "./target/typescript/index.js";

const JAR = "../gateway/target/gateway.jar";
const dataDirectory = mkdtempSync(join(tmpdir(), "porten-"));
let gateway: ChildProcess;
let checks: ChecksApi;
let reservations: ReservationsApi;

before(async () => {
  gateway = spawn("java", ["-XX:TieredStopAtLevel=1", "-jar", JAR], {
    env: {
      PATH: process.env.PATH,
      GATEWAY_DATA_DIR: dataDirectory,
      GATEWAY_PORT: "0",
      GATEWAY_MANAGEMENT_PORT: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const configuration = new Configuration({ basePath: await address(gateway) });
  checks = new ChecksApi(configuration);
  reservations = new ReservationsApi(configuration);
});

after(async () => {
  gateway.kill("SIGTERM");
  await new Promise((ended) => gateway.once("exit", ended));
  rmSync(dataDirectory, { recursive: true, force: true });
});

test("a free user ID is available", async () => {
  const answer = await checks.checkUserId({ userIdCheckRequest: { userId: "Stine!always" } });

  assert.equal(answer.verdict, UserIdVerdict.Available);
  assert.equal(answer.userId, "stine!always");
  assert.ok(answer.asOf instanceof Date);
});

test("documents that do not suffice are told what else to bring", async () => {
  const answer = await checks.checkDocuments({
    documentCheckRequest: {
      documents: [{ type: "passport", issuer: "SE", nameMatchesCpr: true, expiresOn: new Date("2099-01-01") }],
      on: new Date("2026-12-03"),
    },
    acceptLanguage: "en",
  });

  assert.equal(answer.verdict, DocumentVerdict.Insufficient);
  assert.equal(answer.reasons[0]?.code, "more-documents-needed");
  assert.equal(answer.bring.length, 5);
  assert.equal(answer.bring[0]?.[0]?.documentClass, "health-card");
});

test("a hold asked for again by its key is the same one", async () => {
  const request = { idempotencyKey: "smoke-ts-1", userIdHoldRequest: { userId: "smoke-ts", holdSeconds: 60 } };

  const first = await reservations.holdUserId(request);
  const again = await reservations.holdUserIdRaw(request);

  assert.deepEqual(await again.value(), first);
  assert.equal(again.raw.headers.get("Idempotency-Replayed"), "true");
});

test("a bad request is a problem with types", async () => {
  const failure = await checks.checkUserId({ userIdCheckRequest: { userId: "x".repeat(513) } }).then(
    () => assert.fail("taken"),
    (refused: unknown) => refused,
  );

  assert.ok(failure instanceof ResponseError);
  assert.equal(failure.response.status, 400);
  const problem = InvalidRequestProblemFromJSON(await failure.response.json());
  assert.equal(problem.errors[0]?.pointer, "/userId");
  assert.equal(problem.errors[0]?.code, "too-long");
});

/** Waits until a gateway says that it is ready, and where. */
async function address(process: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: process.stdout! })) {
    const ready = /^Porten is ready on (http:\S+) /.exec(line);
    if (ready) {
      process.stdout!.resume();
      return ready[1]!;
    }
  }
  throw new Error("the gateway ended before it was ready");
}
