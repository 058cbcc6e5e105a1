import { createContext } from "preact";
import {
  claimsOf,
  endpointsOf,
  IssuerFailure,
  legible,
  requestTokens,
  type Endpoints,
  type SignInPlace,
  type Tokens,
} from "./issuer";
import { awaitReturn, codeOf, openWindow, returnAddress, visitOf, type Visit } from "./issuer-window";
import { keepTokens, type KeptTokens } from "./kept-tokens";
import { scopesOf, USES } from "./scopes";

/**
 * Signing in by OpenID Connect (code flow with PKCE) at the issuer whose tokens the gateway takes, and the session
 * that comes of it.
 *
 * By hand: oauth4webapi would save few lines, and the build could not fetch it (docs/decisions/0054).
 */

/** Nobody has signed in yet, who was signed in has left, or the session has ended with the case still there. */
export type Absence = "new" | "left" | "over";

export interface SessionState {
  /** Null in the demo, where nobody signs in. */
  readonly place: SignInPlace | null;
  /** Why nobody is signed in; null if somebody is. */
  readonly absence: Absence | null;
  readonly scopes: readonly string[];
  readonly name: string;
  /** Whom the issuer means, as histories name them; empty if it does not say, which is nobody's case. */
  readonly subject: string;
  /** Returns a token that is good for a request, renewed if it has to be; null without one. */
  readonly token: () => Promise<string | null>;
  /** Returns another token than one that was refused; null without one. */
  readonly insteadOf: (refused: string) => Promise<string | null>;
  /** Ends it, so that somebody signs in anew; what was typed and answered stays. */
  readonly end: () => void;
  /** What signing out has to know; null if nobody signed in. */
  readonly kept: { readonly endpoints: Endpoints; readonly tokens: KeptTokens } | null;
}

export const DEMO: SessionState = {
  place: null,
  absence: null,
  scopes: USES,
  name: "demo",
  subject: "",
  token: async () => null,
  insteadOf: async () => null,
  end: () => {},
  kept: null,
};

export const Session = createContext<SessionState>(DEMO);

/** Returns the state of a page at which nobody is signed in, and nothing is left of who was. */
export function signedOut(place: SignInPlace, absence: "new" | "left"): SessionState {
  return { ...DEMO, place, absence, scopes: [], name: "" };
}

/** Returns what becomes of a session that has ended: who it was, and what they saw. */
export function over(session: SessionState): SessionState {
  return { ...session, absence: "over", token: async () => null, insteadOf: async () => null };
}

/**
 * Lets somebody sign in; fails if the issuer refuses, and when it is given up.
 *
 * @param prompt what the issuer is to ask; empty if it may decide
 * @param stop gives it up
 * @param onClosed told if the window looks closed
 */
export async function signIn(
  place: SignInPlace,
  prompt: string,
  stop: AbortSignal,
  onClosed: () => void,
): Promise<SessionState> {
  const opened = openWindow();
  try {
    const endpoints = await endpointsOf(place, stop);
    const visit = await visitOf(endpoints, place, place.scopes, prompt);
    const told = awaitReturn(visit.state, stop, { opened, onClosed });
    opened.location.assign(visit.address);
    const tokens = await exchange(endpoints, place, visit, codeOf(await told), stop);
    stop.throwIfAborted();
    return signedIn(place, endpoints, tokens);
  } catch (failure) {
    opened.close();
    throw failure;
  }
}

/** Gets tokens for a code, and looks whether they are of this visit. */
export async function exchange(
  endpoints: Endpoints,
  place: SignInPlace,
  visit: Visit,
  code: string,
  stop: AbortSignal,
): Promise<Tokens> {
  const tokens = await requestTokens(
    endpoints,
    place,
    { grant_type: "authorization_code", code, redirect_uri: returnAddress(), code_verifier: visit.verifier },
    stop,
  );
  // Its signature says nothing more: it came from the issuer itself (OpenID Connect Core, 3.1.3.7).
  const { iss, aud, nonce } = claimsOf(tokens.id_token ?? "");
  if (tokens.id_token && (iss !== place.issuer || ![aud].flat().includes(place.clientId) || nonce !== visit.nonce)) {
    throw new IssuerFailure("unusable");
  }
  return tokens;
}

function signedIn(place: SignInPlace, endpoints: Endpoints, first: Tokens): SessionState {
  const tokens = keepTokens(endpoints, place, first);
  const access = claimsOf(first.access_token);
  const person = first.id_token ? claimsOf(first.id_token) : access;
  return {
    place,
    absence: null,
    scopes: scopesOf(place, first),
    name: legible(String(person.name ?? person.preferred_username ?? access.preferred_username ?? person.sub ?? "")),
    // The audit has that of the access token; some issuers name a person otherwise to each client.
    subject: access.sub ?? person.sub ?? "",
    token: tokens.token,
    insteadOf: tokens.insteadOf,
    end: () => {},
    kept: { endpoints, tokens },
  };
}
