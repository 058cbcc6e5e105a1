// The contract as plain JSON, as `clients/check` makes it.

import { readFileSync } from "node:fs";

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, Json>;
}

const text = readFileSync("target/openapi.json", "utf8");

/** The whole document. */
export const document: Json = JSON.parse(text);

/** Its operations, by path and method. */
export const paths: Record<string, Record<string, Operation>> = JSON.parse(text).paths;
