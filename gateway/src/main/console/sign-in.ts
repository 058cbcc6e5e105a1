import { createContext } from "preact";

/**
 * Signing in by OpenID Connect (code flow with PKCE) at the issuer whose tokens the gateway takes.
 *
 * It happens in a window of its own, so that the page, with the case on it, stays: tokens, and what the flow
 * has to remember, are in its memory and nowhere else.
 */

export interface SignInPlace {
  readonly issuer: string;
  readonly clientId: string;
}

export interface SessionState {
  /** Null in the demo, where nobody signs in. */
  readonly place: SignInPlace | null;
  readonly isSignedIn: boolean;
  readonly scopes: readonly string[];
  readonly name: string;
  /** Returns a token that is good for a request, renewed if it has to be; null without one. */
  readonly token: () => Promise<string | null>;
  /** Ends it, so that somebody signs in anew; what was typed stays. */
  readonly end: () => void;
}

interface Endpoints {
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in?: number;
}

/** The window that signs in tells the page here; it is of this origin alone. */
const CHANNEL = "porten-sign-in";

const SCOPES = "openid check attest support";
const RENEW_BEFORE_MILLIS = 20_000;

export const DEMO: SessionState = {
  place: null,
  isSignedIn: true,
  scopes: ["check", "attest", "support"],
  name: "demo",
  token: async () => null,
  end: () => {},
};

export const Session = createContext<SessionState>(DEMO);

/** Returns the state of a page at which nobody has signed in. */
export function signedOut(place: SignInPlace): SessionState {
  return { ...DEMO, place, isSignedIn: false, scopes: [], name: "" };
}

/** Lets somebody sign in; fails if the issuer refuses or the window is closed. */
export async function signIn(place: SignInPlace): Promise<SessionState> {
  // Opened at once: a browser blocks a window that comes later than the click.
  const opened = window.open("about:blank", "_blank", "popup,width=480,height=720");
  const endpoints: Endpoints = await (
    await fetch(`${place.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`)
  ).json();
  const verifier = random();
  const state = random();
  const redirect = new URL("/console/signed-in.html", location.href).href;
  const address = new URL(endpoints.authorization_endpoint);
  for (const [name, value] of Object.entries({
    response_type: "code",
    client_id: place.clientId,
    redirect_uri: redirect,
    scope: SCOPES,
    state,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: "S256",
  })) {
    address.searchParams.set(name, value);
  }
  const code = awaitCode(state, opened);
  opened?.location.assign(address.href);
  const tokens = await requestTokens(endpoints, place, {
    grant_type: "authorization_code",
    code: await code,
    redirect_uri: redirect,
    code_verifier: verifier,
  });
  return signedIn(place, endpoints, tokens);
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
    isSignedIn: true,
    scopes: (typeof scopes === "string" ? scopes.split(" ") : scopes).filter(
      scope => SCOPES.split(" ").includes(scope) && scope !== "openid",
    ),
    name: claims.preferred_username ?? claims.sub ?? "",
    token,
    end: () => {},
  };
}

function endOf(tokens: Tokens): number {
  return Date.now() + (tokens.expires_in ?? Infinity) * 1_000;
}

/** Waits for the window to come back from the issuer. */
function awaitCode(state: string, opened: Window | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(CHANNEL);
    const watch = window.setInterval(() => opened?.closed && end(() => reject(new Error("closed"))), 500);
    function end(settle: () => void) {
      window.clearInterval(watch);
      channel.close();
      settle();
    }
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
  if (!response.ok) {
    throw new Error("refused");
  }
  return response.json();
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
