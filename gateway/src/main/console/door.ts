import { useEffect, useRef, useState } from "preact/hooks";
import { IssuerFailure, type SignInPlace } from "./issuer";
import type { Text } from "./language";
import { FAREWELLS, failureWords, join, WORDS } from "./session-words";
import { signIn, type SessionState } from "./sign-in";
import { signOut, signOutWhoeverIs, type Farewell } from "./sign-out";

/** Ways in and out that lead through the issuer, one at a time, and how the last one went. */
export interface Door {
  readonly words: Text | null;
  /** Lets somebody sign in, or the same person prolong the session. */
  readonly enter: () => void;
  /** Signs out at the issuer whoever is signed in here. */
  readonly leave: () => void;
  /** Signs out whoever is still signed in at the issuer. */
  readonly leaveIssuer: () => void;
  /** Tries again to sign out at the issuer; null if nothing says that it did not succeed. */
  readonly retry: (() => void) | null;
}

/** What ends hardly later was not prolonged. */
const HARDLY_MILLIS = 10_000;

interface Way {
  readonly words: Text;
  readonly retry: (() => void) | null;
}

/** Returns the host of the issuer, by which people know it. */
export function hostOf({ issuer }: SignInPlace): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}

export function useDoor(
  session: SessionState | null,
  onEnter: (session: SessionState) => void,
  onLeave: () => void,
): Door {
  const [way, setWay] = useState<Way | null>(null);
  const attempt = useRef(new AbortController());
  const isNotProlonged = useRef(false);
  const onEnterNow = useRef(onEnter);
  onEnterNow.current = onEnter;
  const place = session?.place ?? null;
  const isOver = session?.absence === "over";
  useEffect(() => () => attempt.current.abort(), []);
  useEffect(() => {
    if (isOver && isNotProlonged.current) {
      isNotProlonged.current = false;
      setWay(null);
    }
  }, [isOver]);

  function begin(words: Text): AbortSignal {
    attempt.current.abort();
    attempt.current = new AbortController();
    setWay({ words, retry: null });
    return attempt.current.signal;
  }

  function enter() {
    if (session === null || place === null) {
      return;
    }
    const signal = begin(WORDS.signingIn);
    const tell = (words: Text) => {
      if (!signal.aborted) {
        setWay({ words, retry: null });
      }
    };
    // Who has left would be signed in again unasked, and some issuers prolong a session for a new login only.
    const isAsked = session.absence === "left" || (session.absence === null && isNotProlonged.current);
    signIn(place, isAsked ? "login" : "", signal, () => tell(WORDS.closed)).then(
      next => {
        isNotProlonged.current = !prolongs(next, session);
        if (isNotProlonged.current) {
          tell(isAsked ? WORDS.notProlongedEither : WORDS.notProlonged);
        } else {
          setWay(null);
          onEnterNow.current(next);
        }
      },
      failure => tell(join(WORDS.notSignedIn, failureWords(asFailure(failure)))),
    );
  }

  function goOut(place: SignInPlace, go: (stop: AbortSignal, onClosed: () => void) => Promise<Farewell>) {
    const issuer = hostOf(place);
    const signal = begin(WORDS.signingOut(issuer));
    const tell = (way: Way) => {
      if (!signal.aborted) {
        setWay(way);
      }
    };
    const retry = () => goOut(place, go);
    onLeave();
    go(signal, () => tell({ words: WORDS.closedOut(issuer), retry })).then(
      farewell => tell({ words: FAREWELLS[farewell](issuer), retry: null }),
      failure => tell({ words: join(WORDS.notSignedOut(issuer), failureWords(asFailure(failure))), retry }),
    );
  }

  return {
    words: way?.words ?? null,
    enter,
    leave: () => session && place && goOut(place, (stop, onClosed) => signOut(session, stop, onClosed)),
    leaveIssuer: () => place && goOut(place, (stop, onClosed) => signOutWhoeverIs(place, stop, onClosed)),
    retry: way?.retry ?? null,
  };
}

/** Says whether somebody gains by a session instead of theirs: it lasts longer, or theirs is over or another's. */
function prolongs(next: SessionState, now: SessionState): boolean {
  return (
    now.absence !== null || next.subject !== now.subject || endOf(next) > endOf(now) + HARDLY_MILLIS
  );
}

function endOf({ kept }: SessionState): number {
  return kept?.tokens.outlook().endsAt ?? Infinity;
}

function asFailure(failure: unknown): IssuerFailure {
  return failure instanceof IssuerFailure ? failure : new IssuerFailure("unusable");
}
