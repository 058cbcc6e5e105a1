// The packaged gateway as a process of its own, on free ports and a data directory that goes with it.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const JAR = "../gateway/target/gateway.jar";

export class DemoGateway {
  private constructor(
    private readonly process: ChildProcess,
    private readonly dataDirectory: string,
    readonly address: string,
  ) {}

  /** Starts one and waits until it says that it is ready, and where. */
  static async start(): Promise<DemoGateway> {
    const dataDirectory = mkdtempSync(join(tmpdir(), "porten-"));
    const gateway = spawn("java", ["-XX:TieredStopAtLevel=1", "-jar", JAR], {
      env: {
        PATH: process.env.PATH,
        GATEWAY_DATA_DIR: dataDirectory,
        GATEWAY_PORT: "0",
        GATEWAY_MANAGEMENT_PORT: "0",
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: gateway.stdout })) {
      const ready = /^Porten is ready on (http:\S+) /.exec(line);
      if (ready) {
        gateway.stdout.resume();
        return new DemoGateway(gateway, dataDirectory, ready[1]!);
      }
    }
    throw new Error("the gateway ended before it was ready");
  }

  async stop() {
    this.process.kill("SIGTERM");
    await new Promise((ended) => this.process.once("exit", ended));
    rmSync(this.dataDirectory, { recursive: true, force: true });
  }
}
