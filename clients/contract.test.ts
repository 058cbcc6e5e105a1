// What the contract promises to clients of any language.

import assert from "node:assert/strict";
import { test } from "node:test";
import { document, type Json } from "./contract.js";

test("each pattern is a regular expression of ECMA-262, in Unicode mode as JSON Schema asks", () => {
  const patterns = textsAt("pattern", document);

  assert.ok(patterns.length > 0);
  for (const pattern of patterns) {
    assert.doesNotThrow(() => new RegExp(pattern, "u"), pattern);
  }
});

/** Finds every text that is a member of that name, at any depth. */
function textsAt(name: string, json: Json): string[] {
  if (json === null || typeof json !== "object") {
    return [];
  }
  const found = Object.values(json).flatMap((member) => textsAt(name, member));
  const own = Array.isArray(json) ? undefined : json[name];
  return typeof own === "string" ? [own, ...found] : found;
}
