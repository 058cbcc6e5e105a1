/** What is asked of the issuer without a window: what it offers, tokens, and that one is withdrawn. */

export interface SignInPlace {
  readonly issuer: string;
  readonly clientId: string;
  /** What is asked for, with spaces between. */
  readonly scopes: string;
  /** Whom the tokens shall be for, where an issuer has to be told. */
  readonly audience?: string;
  /** Whom somebody asks who cannot sign in. */
  readonly contact?: string;
  /** The claims of an access token with what it allows. */
  readonly scopeClaims: readonly string[];
  /** What each of the gateway's scopes is called there. */
  readonly scopeNames: Readonly<Record<string, readonly string[]>>;
}

/** What the issuer's discovery names; the addresses of what it does not offer are missing. */
export interface Endpoints {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint?: string;
  readonly revocation_endpoint?: string;
}

export interface Tokens {
  readonly access_token: string;
  readonly token_type?: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope?: string;
  readonly expires_in?: number;
  /** When the refresh token ends, which some issuers tell; 0 for never. */
  readonly refresh_expires_in?: number;
}

/** What of a token the page shows or compares; whether it is true the gateway judges. */
export interface Claims {
  readonly iss?: string;
  readonly aud?: string | readonly string[];
  readonly sub?: string;
  readonly nonce?: string;
  readonly name?: string;
  readonly preferred_username?: string;
}

/**
 * Why the issuer did not give what was asked for: it said no, could not be reached, was too slow, answered
 * what cannot be used, or the browser did not let a window open.
 */
export type FailureKind = "refused" | "unreachable" | "slow" | "unusable" | "blocked";

export class IssuerFailure extends Error {
  /**
   * @param error the issuer's own code for it
   * @param told the issuer's own words, fit to be shown
   */
  constructor(
    readonly kind: FailureKind,
    readonly error = "",
    readonly told = "",
  ) {
    super(kind);
  }

  /** Returns what the issuer said; its words are shown as they are, without what could pose as something else. */
  static refusal(error: string, description: string): IssuerFailure {
    return new IssuerFailure("refused", legible(error), legible(description));
  }
}

const PATIENCE_MILLIS = 10_000;
const TOLD_LENGTH = 200;

/** Finds out what an issuer offers. */
export async function endpointsOf(place: SignInPlace, stop: AbortSignal): Promise<Endpoints> {
  const address = `${place.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const { revocation_endpoint, ...endpoints }: Endpoints = await answerOf(address, {}, stop);
  // The page's policy lets it reach the issuer's host only; what is sent to none would come to the gateway.
  const isReached = (endpoint: string) => originOf(endpoint) === originOf(place.issuer);
  if (
    endpoints.issuer !== place.issuer ||
    !isReached(endpoints.token_endpoint) ||
    originOf(endpoints.authorization_endpoint) === ""
  ) {
    throw new IssuerFailure("unusable");
  }
  return { ...endpoints, ...(revocation_endpoint && isReached(revocation_endpoint) && { revocation_endpoint }) };
}

/** Asks for tokens, of a kind that the gateway takes. */
export async function requestTokens(
  endpoints: Endpoints,
  place: SignInPlace,
  form: Record<string, string>,
  stop?: AbortSignal,
): Promise<Tokens> {
  const body = new URLSearchParams({ ...form, ...audienceOf(place), client_id: place.clientId });
  const tokens: Tokens = await answerOf(endpoints.token_endpoint, { method: "POST", body }, stop);
  if (!tokens.access_token || tokens.token_type?.toLowerCase() !== "bearer") {
    throw new IssuerFailure("unusable");
  }
  return tokens;
}

/** Withdraws a refresh token, where the issuer lets one; nobody waits for it. */
export function revoke(endpoints: Endpoints, place: SignInPlace, tokens: Tokens): void {
  if (tokens.refresh_token && endpoints.revocation_endpoint) {
    const body = { token: tokens.refresh_token, token_type_hint: "refresh_token", client_id: place.clientId };
    // It is sent also if the page is closed meanwhile.
    fetch(endpoints.revocation_endpoint, { method: "POST", body: new URLSearchParams(body), keepalive: true }).catch(
      () => {},
    );
  }
}

/** Names whom a token shall be for in both ways that issuers know; RFC 8707 allows an address only. */
export function audienceOf({ audience }: SignInPlace): Record<string, string> {
  return audience ? { audience, ...(URL.canParse(audience) && { resource: audience }) } : {};
}

/** Reads what a token says; nothing if it is of no form that can be read. */
export function claimsOf(token: string): Claims {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(payload), character => character.charCodeAt(0))));
  } catch {
    return {};
  }
}

async function answerOf<T>(address: string, request: RequestInit, stop?: AbortSignal): Promise<T> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MILLIS);
  const signal = stop ? AbortSignal.any([stop, patience.signal]) : patience.signal;
  try {
    const response = await fetch(address, { ...request, signal });
    const told = await response.json().catch(() => null);
    if (response.ok && told !== null) {
      return told;
    }
    throw response.status < 500 && told?.error
      ? IssuerFailure.refusal(String(told.error), String(told.error_description ?? ""))
      : new IssuerFailure("unusable");
  } catch (failure) {
    throw failure instanceof IssuerFailure
      ? failure
      : new IssuerFailure(patience.signal.aborted ? "slow" : "unreachable");
  } finally {
    clearTimeout(timer);
  }
}

/** Returns whose address it is; empty if it is none of a host. */
function originOf(address: string): string {
  const { protocol, origin } = URL.canParse(address) ? new URL(address) : { protocol: "", origin: "" };
  return /^https?:$/.test(protocol) ? origin : "";
}

/** Returns a text of bounded length without control characters and those that turn the direction of reading. */
export function legible(text: string): string {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, " ").trim();
  return plain.length > TOLD_LENGTH ? `${plain.slice(0, TOLD_LENGTH)}…` : plain;
}
