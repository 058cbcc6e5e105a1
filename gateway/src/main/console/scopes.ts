import { claimsOf, type SignInPlace, type Tokens } from "./issuer";

/**
 * What a token lets people do here, by the claims that the gateway reads (CallerClaims). It only decides what is
 * shown: what is allowed the gateway decides.
 */

/** What the console is for. */
export const USES = ["check", "support"] as const;

/** Returns which of the console's own scopes a token has. */
export function scopesOf(place: SignInPlace, tokens: Tokens): readonly string[] {
  const claims = claimsOf(tokens.access_token);
  const told =
    Object.keys(claims).length > 0
      ? place.scopeClaims.flatMap(name => wordsOf(valueOf(claims, name)))
      : grantedBy(tokens.scope ?? place.scopes);
  return USES.filter(scope => namesOf(place, scope).some(name => told.includes(name)));
}

/** Returns what a scope is called by the issuer. */
export function namesOf({ scopeNames }: SignInPlace, scope: string): readonly string[] {
  return scopeNames[scope] ?? [scope];
}

/** Returns what a token allows that cannot be read here: what the issuer granted, which may be api://porten/check. */
function grantedBy(scopes: string): readonly string[] {
  return scopes.split(" ").flatMap(scope => [scope, scope.replace(/^.*[/:]/, "")]);
}

/** Reads a claim: a text with spaces between, or a list. */
function wordsOf(claim: unknown): readonly unknown[] {
  return typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
}

/** Returns the claim of a name, or what is found by it as a path; names may have dots themselves. */
function valueOf(object: object, name: string): unknown {
  let whole = memberOf(object, name);
  for (let dot = name.indexOf("."); whole === null && dot >= 0; dot = name.indexOf(".", dot + 1)) {
    const inner = memberOf(object, name.slice(0, dot));
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) {
      whole = valueOf(inner, name.slice(dot + 1));
    }
  }
  return whole;
}

function memberOf(object: object, name: string): unknown {
  return Object.hasOwn(object, name) ? (object as Readonly<Record<string, unknown>>)[name] : null;
}
