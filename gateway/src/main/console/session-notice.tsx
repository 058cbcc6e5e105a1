import { useEffect, useRef, useState } from "preact/hooks";
import type { Door } from "./door";
import { focusMain, NOTICE_ACTION, reserveFoot } from "./focus";
import { NO_END, type Outlook } from "./kept-tokens";
import { say, type Text } from "./language";
import { failureWords, join, WORDS } from "./session-words";
import type { SessionState } from "./sign-in";

/** A quiet line at the foot of the page: that the session ends or has ended, and how signing in or out went. */

/** The longest time that a browser's timer can be set to. */
const MAX_TIMER_MILLIS = 2 ** 31 - 1;

interface Props {
  readonly session: SessionState;
  readonly door: Door;
}

interface Notice {
  readonly words: Text | null;
  readonly action: { readonly name: Text; readonly run: () => void } | null;
}

/** Nothing that is typed elsewhere can start what it offers: it never takes the focus by itself. */
export function SessionNotice({ session, door }: Props) {
  const outlook = useOutlook(session);
  const isEnding = useReached(outlook.noticeFrom);
  const isOver = useReached(outlook.endsAt);
  useKeptAlive(session, outlook);
  useEffect(() => {
    if (isOver && session.absence === null) {
      session.end();
    }
  }, [isOver, session]);
  const { words, action } = noticeOf(session, outlook, isEnding, door);
  const foot = useRef<HTMLElement>(null);
  useEffect(() => (foot.current ? reserveFoot(foot.current, "--notice-height") : undefined), []);
  return (
    <aside ref={foot} class={words ? "notice shown" : "notice"} aria-label={say({ da: "Session", en: "Session" })}>
      <p role="status">{words && say(words)}</p>
      {action && <Action name={action.name} onClick={action.run} />}
    </aside>
  );
}

function noticeOf(session: SessionState, outlook: Outlook, isEnding: boolean, door: Door): Notice {
  const enter = (name: Text) => ({ name, run: door.enter });
  const also = (words: Text) => (door.words ? join(words, door.words) : words);
  if (session.absence === "over") {
    return { words: also(WORDS.over), action: enter({ da: "Log ind igen", en: "Sign in again" }) };
  }
  if (session.absence !== null) {
    return {
      words: door.words,
      action: door.retry && { name: { da: "Prøv at logge ud igen", en: "Try to sign out again" }, run: door.retry },
    };
  }
  const { renewal } = outlook;
  const why = renewal === null || renewal === "awaited" ? null : failureWords(renewal);
  if (isEnding) {
    const words = WORDS.ending(timeOf(outlook.endsAt));
    return {
      words: also(why ? join(words, why) : words),
      action: enter({ da: "Forny sessionen", en: "Renew the session" }),
    };
  }
  return { words: renewal === "awaited" ? WORDS.renewing : why && join(WORDS.notRenewed, why), action: null };
}

function Action({ name, onClick }: { readonly name: Text; readonly onClick: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    const shown = button.current;
    return () => {
      // The focus goes with what had it; back to where it came from, then.
      if (document.activeElement === shown) {
        const { current } = before;
        requestAnimationFrame(() =>
          current instanceof HTMLElement && current.isConnected ? current.focus() : focusMain(),
        );
      }
    };
  }, []);
  return (
    <button
      type="button"
      id={NOTICE_ACTION}
      ref={button}
      aria-keyshortcuts="Alt+L"
      onFocus={event => {
        if (event.relatedTarget instanceof Element) {
          before.current = event.relatedTarget;
        }
      }}
      onClick={onClick}
    >
      {say(name)} <kbd aria-hidden="true">Alt+L</kbd>
    </button>
  );
}

/** Returns how the session stands, and draws anew when that changes. */
function useOutlook({ kept }: SessionState): Outlook {
  const [, draw] = useState(0);
  useEffect(() => kept?.tokens.watch(() => draw(count => count + 1)), [kept]);
  return kept?.tokens.outlook() ?? NO_END;
}

/** Returns whether a moment has come, and draws anew when it does. */
function useReached(at: number): boolean {
  const [looks, setLooks] = useState(0);
  const isReached = Date.now() >= at;
  useEffect(() => {
    if (isReached || at === Infinity) {
      return;
    }
    const timer = setTimeout(() => setLooks(looks + 1), Math.min(at - Date.now(), MAX_TIMER_MILLIS));
    return () => clearTimeout(timer);
  }, [at, looks, isReached]);
  return isReached;
}

/** Has a session renewed while somebody uses the page, and not for ever at a desk that was left. */
function useKeptAlive({ absence, kept }: SessionState, { renewableFrom }: Outlook) {
  const isUsed = useRef(false);
  const isDue = useReached(renewableFrom);
  useEffect(() => {
    isUsed.current = false;
  }, [renewableFrom]);
  useEffect(() => {
    if (absence !== null || kept === null) {
      return;
    }
    const use = () => {
      isUsed.current = true;
      kept.tokens.keepAlive();
    };
    window.addEventListener("keydown", use);
    window.addEventListener("pointerdown", use);
    return () => {
      window.removeEventListener("keydown", use);
      window.removeEventListener("pointerdown", use);
    };
  }, [absence, kept]);
  useEffect(() => {
    if (isDue && isUsed.current && absence === null) {
      kept?.tokens.keepAlive();
    }
  }, [isDue, absence, kept]);
}

function timeOf(moment: number): string {
  return new Date(moment).toLocaleTimeString(say({ da: "da-DK", en: "en-GB" }), { hour: "2-digit", minute: "2-digit" });
}
