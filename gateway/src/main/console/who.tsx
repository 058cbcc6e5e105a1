import { useEffect, useState } from "preact/hooks";
import type { Door } from "./door";
import { useAnswer } from "./gateway";
import type { SignInPlace } from "./issuer";
import { say } from "./language";
import { allowedName } from "./names";
import { DEMO, signedOut, type SessionState } from "./sign-in";

/** Who uses the page, what they may do, and the way in. */

/** Where nobody can sign in, as the gateway has no id for the console. */
const NOBODYS: SignInPlace = { issuer: "", clientId: "", scopes: "", scopeClaims: [], scopeNames: {} };

/** Returns who uses the page; null until it is known whether somebody has to sign in. */
export function useSession() {
  const [session, setSession] = useState<SessionState | null>(null);
  const { answer, problem } = useAnswer<{ readonly demo: boolean } & Partial<SignInPlace>>(
    "/console/sign-in",
    undefined,
  );
  useEffect(() => {
    if (answer) {
      const { demo, ...told } = answer;
      setSession(known => known ?? (demo ? DEMO : signedOut({ ...NOBODYS, ...told }, "new")));
    }
  }, [answer]);
  return { session, setSession, problem };
}

interface WhoProps {
  readonly session: SessionState;
  readonly door: Door;
  readonly onLeave: () => void;
}

/** Who is signed in, and what they may do, or the way in. What is shown stays when the session ends. */
export function Who({ session, door, onLeave }: WhoProps) {
  const { place, absence } = session;
  const scopes = <span class="scopes">{allowedName(session.scopes)}</span>;
  if (place === null) {
    return (
      <p class="session">
        <span>
          {say({ da: "I demoen må alle ", en: "In the demo everybody may " })}
          {scopes}
        </span>
      </p>
    );
  }
  if (place.clientId === "") {
    return (
      <p class="session" role="status">
        {say({
          da: "Ingen kan logge ind her: GATEWAY_CONSOLE_CLIENT_ID er ikke sat.",
          en: "Nobody can sign in here: GATEWAY_CONSOLE_CLIENT_ID is not set.",
        })}
      </p>
    );
  }
  // By their keys each button is an element of its own: what is typed into one never comes to the other.
  return absence === "new" || absence === "left" ? (
    <p class="session" key="way-in">
      <button type="button" onClick={door.enter}>
        {say({ da: "Log ind", en: "Sign in" })}
      </button>
    </p>
  ) : (
    <p class="session" key="way-out">
      <span>
        {session.name} {say({ da: "må ", en: "may " })}
        {scopes}
      </span>
      <button type="button" class="quiet" onClick={onLeave}>
        {say({ da: "Log ud", en: "Sign out" })}
      </button>
    </p>
  );
}
