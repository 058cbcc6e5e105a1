// What stands between a client and the gateway and notes which operations were answered.

import { once } from "node:events";
import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type Json, paths } from "./contract.js";

/** Turns an answer of this version into one that a client may meet. */
export type Change = (answer: Json) => Json;

/** Adds a member to each object of an answer, as a later version may. */
export const LATER: Change = (answer) => {
  if (answer === null || typeof answer !== "object") {
    return answer;
  }
  if (Array.isArray(answer)) {
    return answer.map(LATER);
  }
  // What is not named by the contract but by the data has no members to add to.
  const grown = Object.entries(answer).map(([name, member]) => [name, name === "years" ? member : LATER(member)]);
  return { ...Object.fromEntries(grown), addedLater: { since: ["the next version"] } };
};

export const TODAY: Change = (answer) => answer;

export class Observer {
  /** Operation ids with statuses, such as `checkUserId 200`. */
  readonly answered = new Set<string>();
  private readonly server: Server;

  constructor(
    private readonly gateway: string,
    private readonly change: Change,
  ) {
    this.server = createServer((request, response) => this.relay(request, response));
  }

  /** Begins to listen and returns where. */
  async start(): Promise<string> {
    await once(this.server.listen(0, "127.0.0.1"), "listening");
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop() {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async relay(request: IncomingMessage, response: ServerResponse) {
    const { host, ...headers } = request.headers;
    const asked = ask(new URL(request.url!, this.gateway), { method: request.method!, headers });
    request.pipe(asked);
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    const body = await buffer(answer);
    this.answered.add(`${operationId(request)} ${answer.statusCode}`);
    for (let i = 0; i < answer.rawHeaders.length; i += 2) {
      const name = answer.rawHeaders[i]!;
      if (!/^(content-length|transfer-encoding)$/i.test(name)) {
        response.setHeader(name, answer.rawHeaders[i + 1]!);
      }
    }
    response.writeHead(answer.statusCode!).end(this.changed(answer.headers["content-type"], body));
  }

  private changed(contentType: string | undefined, body: Buffer): Buffer | string {
    const change = (text: string) => JSON.stringify(this.change(JSON.parse(text)));
    switch (contentType) {
      case "application/json":
      case "application/problem+json":
        return change(body.toString());
      case "application/x-ndjson":
        return body.toString().replace(/.+/g, change);
      default:
        return body;
    }
  }
}

/** Finds the operation of a request by the contract. */
function operationId(request: IncomingMessage): string | undefined {
  const path = Object.keys(paths).find((template) => pattern(template).test(request.url!));
  return path && paths[path]![request.method!.toLowerCase()]?.operationId;
}

function pattern(template: string): RegExp {
  return new RegExp(`^${template.replace(/[.]/g, "\\.").replace(/\{[^}]+\}/g, "[^/]+")}$`);
}
