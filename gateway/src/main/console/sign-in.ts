import { createContext } from "preact";

/**
 * Signing in by OpenID Connect (code flow with PKCE) at the issuer whose tokens the gateway takes.
 *
 * It happens in a window of its own, so that the page, with the case on it, stays: tokens, and what the flow
 * has to remember, are in its memory and nowhere else.
 *
 * By hand: oauth4webapi would save 29 lines and add 18 kB to a script of 82, and the build could not fetch it
 * (docs/decisions/0054).
 */

export interface SignInPlace {
  readonly issuer: string;
  readonly clientId: string;
}

/** Nobody has signed in yet, who was signed in has left, or the gateway does not take the token any more. */
export type Absence = "new" | "left" | "over";

export interface SessionState {
  /** Null in the demo, where nobody signs in. */
  readonly place: SignInPlace | null;
  /** Why nobody is signed in; null if somebody is. */
  readonly absence: Absence | null;
  readonly scopes: readonly string[];
  readonly name: string;
  /** Whom the issuer means; empty if it does not say. */
  readonly subject: string;
  /** Returns a token that is good for a request, renewed if it has to be; null without one. */
  readonly token: () => Promise<string | null>;
  /** Ends it, so that somebody signs in anew; what was typed stays. */
  readonly end: () => void;
}

interface Endpoints {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

interface Tokens {
  readonly access_token: string;
  readonly token_type?: string;
  readonly refresh_token?: string;
  readonly expires_in?: number;
}

/** The window that signs in tells the page here; it is of this origin alone. */
const CHANNEL = "porten-sign-in";

const SCOPES = "openid check support";
const RENEW_BEFORE_MILLIS = 20_000;

export const DEMO: SessionState = {
  place: null,
  absence: null,
  scopes: ["check", "support"],
  name: "demo",
  subject: "",
  token: async () => null,
  end: () => {},
};

export const Session = createContext<SessionState>(DEMO);

/** Returns the state of a page at which nobody is signed in. */
export function signedOut(place: SignInPlace, absence: Absence): SessionState {
  return { ...DEMO, place, absence, scopes: [], name: "" };
}

/** The browser did not let a window open. */
export class Blocked extends Error {}

/**
 * Lets somebody sign in; fails if the issuer refuses, and when it is given up.
 *
 * That the window was closed cannot be seen: an issuer may cut it off from this page, which looks the same.
 *
 * @param absence who has left would be signed in again unasked, so that the issuer is told to ask
 * @param stop gives it up
 */
export async function signIn(place: SignInPlace, absence: Absence, stop: AbortSignal): Promise<SessionState> {
  // Opened at once: a browser blocks a window that comes later than the click.
  const opened = window.open("about:blank", "_blank", "popup,width=480,height=720");
  if (opened === null) {
    throw new Blocked();
  }
  try {
    const session = await signInAt(place, absence, opened, stop);
    stop.throwIfAborted();
    return session;
  } catch (failure) {
    opened.close();
    throw failure;
  }
}

async function signInAt(place: SignInPlace, absence: Absence, opened: Window, stop: AbortSignal) {
  const verifier = random();
  const challenge = await challengeOf(verifier);
  const endpoints = await endpointsOf(place, stop);
  const state = random();
  const redirect = new URL("/console/signed-in.html", location.href).href;
  const address = new URL(endpoints.authorization_endpoint);
  for (const [name, value] of Object.entries({
    response_type: "code",
    client_id: place.clientId,
    redirect_uri: redirect,
    scope: SCOPES,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...(absence === "left" && { prompt: "login" }),
  })) {
    address.searchParams.set(name, value);
  }
  const code = awaitCode(state, stop);
  opened.location.assign(address.href);
  const tokens = await requestTokens(endpoints, place, {
    grant_type: "authorization_code",
    code: await code,
    redirect_uri: redirect,
    code_verifier: verifier,
  });
  return signedIn(place, endpoints, tokens);
}

async function endpointsOf(place: SignInPlace, stop: AbortSignal): Promise<Endpoints> {
  const address = `${place.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: stop });
  const endpoints: Endpoints = await response.json();
  if (!response.ok || endpoints.issuer !== place.issuer) {
    throw new Error("another issuer");
  }
  // What is sent to none, or to part of an address, would come to the gateway.
  if (!URL.canParse(endpoints.token_endpoint)) {
    throw new Error("no endpoint for tokens");
  }
  return endpoints;
}

function signedIn(place: SignInPlace, endpoints: Endpoints, first: Tokens): SessionState {
  let tokens = first;
  let until = endOf(first);
  let renewal: Promise<void> | null = null;

  async function renew(refreshToken: string) {
    tokens = {
      refresh_token: refreshToken,
      ...(await requestTokens(endpoints, place, { grant_type: "refresh_token", refresh_token: refreshToken })),
    };
    until = endOf(tokens);
  }

  async function token() {
    if (Date.now() > until - RENEW_BEFORE_MILLIS && tokens.refresh_token) {
      // One renewal for all who ask meanwhile; an old token is left for the gateway to refuse.
      renewal ??= renew(tokens.refresh_token)
        .catch(() => {})
        .finally(() => (renewal = null));
      await renewal;
    }
    return tokens.access_token;
  }

  const claims = claimsOf(first.access_token);
  const scopes = claims.scope ?? claims.scp ?? "";
  return {
    place,
    absence: null,
    scopes: (typeof scopes === "string" ? scopes.split(" ") : scopes).filter(
      scope => SCOPES.split(" ").includes(scope) && scope !== "openid",
    ),
    name: claims.preferred_username ?? claims.sub ?? "",
    subject: claims.sub ?? "",
    token,
    end: () => {},
  };
}

function endOf(tokens: Tokens): number {
  return Date.now() + (tokens.expires_in ?? Infinity) * 1_000;
}

/** Waits for the window to come back from the issuer. */
function awaitCode(state: string, stop: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(CHANNEL);
    function end(settle: () => void) {
      channel.close();
      settle();
    }
    stop.addEventListener("abort", () => end(() => reject(new Error("given up"))));
    channel.onmessage = (message: MessageEvent<string>) => {
      const told = new URLSearchParams(message.data);
      const code = told.get("code");
      if (told.get("state") === state) {
        end(() => (code === null ? reject(new Error("refused")) : resolve(code)));
      }
    };
  });
}

async function requestTokens(endpoints: Endpoints, place: SignInPlace, form: Record<string, string>): Promise<Tokens> {
  const response = await fetch(endpoints.token_endpoint, {
    method: "POST",
    body: new URLSearchParams({ ...form, client_id: place.clientId }),
  });
  const tokens: Tokens = await response.json();
  if (!response.ok || !tokens.access_token || tokens.token_type?.toLowerCase() !== "bearer") {
    throw new Error("refused");
  }
  return tokens;
}

/** Reads what a token says, to show it; whether it is true the gateway judges. */
function claimsOf(token: string): {
  scope?: string;
  scp?: string | string[];
  sub?: string;
  preferred_username?: string;
} {
  const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), character => character.charCodeAt(0))));
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");
}
