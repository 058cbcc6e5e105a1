// Has the generated client of each language call every operation of the packaged gateway.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { after, before, test } from "node:test";
import { paths } from "./contract.js";
import { DemoGateway } from "./demo-gateway.js";
import { type Change, LATER, Observer, TODAY } from "./observer.js";

/** Java 17 reads answers in the machine's encoding by a client of the library native. */
const JAVA = ["java", "-Dfile.encoding=UTF-8", "-XX:TieredStopAtLevel=1", "-cp"];

/** How each client's program is run; it is told an address and a name of the run. */
const PROGRAMS: Record<string, string[]> = {
  "java-native": [...JAVA, "target/classes:target/test-classes:target/lib/*", "dk.porten.clients.EveryOperation"],
  "java-okhttp-gson": [...JAVA, "target/okhttp-gson/classes:target/lib/*", "dk.porten.clients.EveryOperation"],
  typescript: [process.execPath, "target/js/typescript/every-operation.js"],
  go: ["target/every-operation-go"],
  python: [process.env.PYTHON ?? "python3", "python/every_operation.py"],
};

let gateway: DemoGateway;

before(async () => {
  gateway = await DemoGateway.start();
});

after(() => gateway.stop());

for (const [name, program] of Object.entries(PROGRAMS)) {
  test(`${name}: every operation`, () => callEveryOperation(program, `${name}-1`, TODAY));

  test(`${name}: every operation of a version with more members`, () =>
    callEveryOperation(program, `${name}-2`, LATER));
}

async function callEveryOperation([command, ...rest]: string[], name: string, change: Change) {
  const observer = new Observer(gateway.address, change);
  const address = await observer.start();
  try {
    const client = spawn(command!, [...rest, address, name], { stdio: ["ignore", "inherit", "inherit"] });
    const code = await new Promise((ended, failed) => client.once("error", failed).once("exit", ended));

    assert.equal(code, 0);
    assert.deepEqual(expected().filter((answer) => !observer.answered.has(answer)), [], "not called with success");
  } finally {
    observer.stop();
  }
}

/** Returns each operation of the contract with the status of its success. */
function expected(): string[] {
  return Object.values(paths)
    .flatMap((path) => Object.values(path))
    .map((operation) => `${operation.operationId} ${Object.keys(operation.responses)[0]}`);
}
