import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "./gateway";
import { say, type Text } from "./language";
import { allowedName } from "./names";
import { Blocked, DEMO, signedOut, signIn, type Absence, type SessionState, type SignInPlace } from "./sign-in";

/** Who uses the page, what they may do, and the way in. */

const SESSION_OVER: Text = {
  da: "Sessionen er slut. Log ind igen; det tastede er her endnu.",
  en: "The session is over. Sign in again; what was typed is still here.",
};
const WINDOW_BLOCKED: Text = {
  da: "Browseren åbnede ikke vinduet til login. Tillad pop op-vinduer her, og prøv igen.",
  en: "The browser did not open the window to sign in. Allow pop-ups here, and try again.",
};
const SIGN_IN_FAILED: Text = { da: "Det lykkedes ikke at logge ind.", en: "Signing in did not succeed." };

/** Returns who uses the page; null until it is known whether somebody has to sign in. */
export function useSession() {
  const [session, setSession] = useState<SessionState | null>(null);
  const { answer, problem } = useAnswer<{ readonly demo: boolean } & Partial<SignInPlace>>(
    "/console/sign-in",
    undefined,
  );
  useEffect(() => {
    if (answer) {
      const { demo, issuer = "", clientId = "" } = answer;
      setSession(known => known ?? (demo ? DEMO : signedOut({ issuer, clientId }, "new")));
    }
  }, [answer]);
  return { session, setSession, problem };
}

interface WhoProps {
  readonly session: SessionState;
  readonly onSignIn: (session: SessionState) => void;
  readonly onLeave: (place: SignInPlace) => void;
}

/** Who is signed in, and what they may do. */
export function Who({ session, onSignIn, onLeave }: WhoProps) {
  const { place } = session;
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
  return session.absence === null ? (
    <p class="session">
      <span>
        {session.name} {say({ da: "må ", en: "may " })}
        {scopes}
      </span>
      <button type="button" class="quiet" onClick={() => onLeave(place)}>
        {say({ da: "Log ud", en: "Sign out" })}
      </button>
    </p>
  ) : (
    <SignIn place={place} absence={session.absence} onSignIn={onSignIn} />
  );
}

interface SignInProps {
  readonly place: SignInPlace;
  readonly absence: Absence;
  readonly onSignIn: (session: SessionState) => void;
}

/** The way in, and why one has to take it again. */
function SignIn({ place, absence, onSignIn }: SignInProps) {
  const [words, setWords] = useState<Text | null>(absence === "over" ? SESSION_OVER : null);
  const attempt = useRef(new AbortController());
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (absence !== "new") {
      button.current?.focus();
    }
    return () => attempt.current.abort();
  }, []);

  function start() {
    attempt.current.abort();
    const { signal } = (attempt.current = new AbortController());
    setWords(null);
    signIn(place, absence, signal).then(onSignIn, failure => {
      if (!signal.aborted) {
        setWords(failure instanceof Blocked ? WINDOW_BLOCKED : SIGN_IN_FAILED);
      }
    });
  }

  return (
    <p class="session">
      <button type="button" ref={button} onClick={start} aria-describedby="sign-in-words">
        {say({ da: "Log ind", en: "Sign in" })}
      </button>{" "}
      <span id="sign-in-words" role="status">
        {words && say(words)}
      </span>
    </p>
  );
}
