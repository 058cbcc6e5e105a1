import { language } from "./language";
import { audienceOf, IssuerFailure, type Endpoints, type SignInPlace } from "./issuer";

/**
 * The window in which somebody signs in or out at the issuer, so that the page, with the case on it, stays.
 * What the flow has to remember is in the page's memory and nowhere else.
 */

/** The window tells the page here when it is back from the issuer; it is of this origin alone. */
const CHANNEL = "porten-sign-in";

const LOOK_MILLIS = 500;

/** Opens it at once: a browser blocks a window that comes later than the click. */
export function openWindow(): Window {
  const opened = window.open("about:blank", "_blank", "popup,width=480,height=720");
  if (opened === null) {
    throw new IssuerFailure("blocked");
  }
  return opened;
}

/** Where the issuer sends the window back to; issuers that know the console know this address. */
export function returnAddress(): string {
  return new URL("/console/signed-in.html", location.href).href;
}

/** What has to be remembered until a code comes back. */
export interface Visit {
  readonly address: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * Prepares a visit of the issuer which brings back a code.
 *
 * @param prompt what the issuer is to ask; empty if it may decide
 * @param state begins with {@link GOES_ON} for a window that goes on to another address
 */
export async function visitOf(
  endpoints: Endpoints,
  place: SignInPlace,
  scope: string,
  prompt: string,
  state = random(),
): Promise<Visit> {
  const verifier = random();
  const nonce = random();
  const address = addressOf(endpoints.authorization_endpoint, {
    response_type: "code",
    client_id: place.clientId,
    redirect_uri: returnAddress(),
    scope,
    state,
    nonce,
    code_challenge: await challengeOf(verifier),
    code_challenge_method: "S256",
    ui_locales: language(),
    ...audienceOf(place),
    ...(prompt !== "" && { prompt }),
  });
  return { address, state, nonce, verifier };
}

/** How the state of a window begins that waits to be told where to go on. */
export const GOES_ON = "on-";

/** Tells a window that has come back where to go on. */
export function sendOn(state: string, address: string): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage({ state, address });
  channel.close();
}

/**
 * Waits for a window to come back from the issuer.
 *
 * @param onClosed told once if the window looks closed. That is no proof: to this page it looks so too if the issuer
 *   cuts it off (Cross-Origin-Opener-Policy), so that the wait goes on
 */
export function awaitReturn(
  state: string,
  stop: AbortSignal,
  { opened, onClosed }: { readonly opened: Window; readonly onClosed: () => void },
): Promise<URLSearchParams> {
  return new Promise((resolve, reject) => {
    stop.throwIfAborted();
    const channel = new BroadcastChannel(CHANNEL);
    const timer = setInterval(() => {
      if (opened.closed) {
        clearInterval(timer);
        onClosed();
      }
    }, LOOK_MILLIS);
    function end(settle: () => void) {
      clearInterval(timer);
      channel.close();
      settle();
    }
    stop.addEventListener("abort", () => end(() => reject(new Error("given up"))));
    channel.onmessage = (message: MessageEvent<unknown>) => {
      const told = new URLSearchParams(typeof message.data === "string" ? message.data : "");
      if (told.get("state") === state) {
        end(() => resolve(told));
      }
    };
  });
}

/** Returns the code that came back, or fails with what the issuer said instead. */
export function codeOf(told: URLSearchParams): string {
  const code = told.get("code");
  if (code === null) {
    throw IssuerFailure.refusal(told.get("error") ?? "", told.get("error_description") ?? "");
  }
  return code;
}

export function addressOf(endpoint: string, parameters: Record<string, string>): string {
  const address = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) {
    address.searchParams.set(name, value);
  }
  return address.href;
}

export function random(): string {
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
