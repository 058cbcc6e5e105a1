import { endpointsOf, revoke, type Endpoints, type SignInPlace, type Tokens } from "./issuer";
import {
  addressOf,
  awaitReturn,
  codeOf,
  GOES_ON,
  openWindow,
  random,
  returnAddress,
  sendOn,
  visitOf,
} from "./issuer-window";
import { language } from "./language";
import { exchange, type SessionState } from "./sign-in";

/** Signing out at the issuer (OpenID Connect RP-Initiated Logout), without which its session would go on. */

/** What became of it; "unsupported" where the issuer lets nobody sign out, "nobody" if nobody was signed in there. */
export type Farewell = "done" | "unsupported" | "nobody";

/**
 * Signs out whoever is signed in on this page: withdraws the refresh token, and ends the issuer's session.
 *
 * @param onClosed told if the window looks closed
 */
export async function signOut(
  { place, kept }: SessionState,
  stop: AbortSignal,
  onClosed: () => void,
): Promise<Farewell> {
  if (place === null || kept === null) {
    return "nobody";
  }
  const tokens = kept.tokens.latest();
  kept.tokens.withdraw();
  const state = random();
  const address = endAddress(kept.endpoints, place, tokens, state);
  if (address === null) {
    return "unsupported";
  }
  const opened = openWindow();
  const told = awaitReturn(state, stop, { opened, onClosed });
  opened.location.assign(address);
  await told;
  return "done";
}

/**
 * Signs out whoever the issuer knows in this browser: of a page that was loaded anew, say, and knows nobody. The issuer
 * names its current session first, without asking anybody anything; a hint of another session would not end it.
 *
 * @param onClosed told if the window looks closed
 */
export async function signOutWhoeverIs(
  place: SignInPlace,
  stop: AbortSignal,
  onClosed: () => void,
): Promise<Farewell> {
  const opened = openWindow();
  try {
    const endpoints = await endpointsOf(place, stop);
    if (!endpoints.end_session_endpoint) {
      opened.close();
      return "unsupported";
    }
    const visit = await visitOf(endpoints, place, "openid", "none", GOES_ON + random());
    const told = awaitReturn(visit.state, stop, { opened, onClosed });
    opened.location.assign(visit.address);
    const answer = await told;
    if (answer.get("error") === "login_required") {
      sendOn(visit.state, "");
      return "nobody";
    }
    // Where the issuer does not name it unasked, it asks the person itself.
    const tokens = answer.has("code") ? await exchange(endpoints, place, visit, codeOf(answer), stop) : null;
    if (tokens !== null) {
      revoke(endpoints, place, tokens);
    }
    const state = random();
    const ended = awaitReturn(state, stop, { opened, onClosed });
    sendOn(visit.state, endAddress(endpoints, place, tokens, state) ?? "");
    await ended;
    return "done";
  } catch (failure) {
    opened.close();
    throw failure;
  }
}

/** Returns where the issuer's session is ended; null if it offers that nowhere. */
function endAddress(endpoints: Endpoints, place: SignInPlace, tokens: Tokens | null, state: string): string | null {
  return endpoints.end_session_endpoint
    ? addressOf(endpoints.end_session_endpoint, {
        client_id: place.clientId,
        post_logout_redirect_uri: returnAddress(),
        state,
        ui_locales: language(),
        ...(tokens?.id_token && { id_token_hint: tokens.id_token }),
      })
    : null;
}
