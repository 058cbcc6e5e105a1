import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";
import type { ReasonCode, RulePackSummary } from "./answers";
import { NEW_CASE, type Case } from "./case";
import { CaseBar } from "./case-bar";
import { DeskOf, DESKS, useAddress, useShortcuts } from "./desks";
import { useDoor } from "./door";
import { focusMain } from "./focus";
import { useAnswer } from "./gateway";
import { language, LANGUAGES, say, speak, type Language } from "./language";
import { useOtherTabs } from "./other-tabs";
import { RulesInForce, type Rules } from "./rules";
import { SessionNotice } from "./session-notice";
import { DEMO, over, Session, signedOut, type SessionState } from "./sign-in";
import { SignedOut } from "./signed-out";
import { troubleWords } from "./verdict";
import { useSession, Who } from "./who";

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { da: "Dansk", en: "English" };

/** The page: its head, the desk that the address names, and what the desks share. */
export function App() {
  const [, drawAnew] = useState(0);
  const [known, setKnown] = useState<Case>(NEW_CASE);
  const [cases, setCases] = useState(0);
  const { session, setSession, problem } = useSession();
  const [desk, code] = useAddress();
  const rules = useRulesInForce();
  const shared = useMemo(() => {
    const asker = session ?? DEMO;
    return { ...asker, end: () => setSession(now => (now === asker ? over(asker) : now)) };
  }, [session]);
  const isIn = session?.absence === null || session?.absence === "over";
  const tellOtherTabs = useOtherTabs(subject => {
    if (isIn && (subject === "" || subject !== session?.subject)) {
      session?.kept?.tokens.withdraw();
      forget();
    }
  });
  const door = useDoor(session, enter, () => tellOtherTabs(""));

  function startAnew() {
    setKnown(NEW_CASE);
    setCases(cases + 1);
  }

  /** The case is only for whom it is of: nothing of it is drawn for anybody else. */
  function enter(next: SessionState) {
    if (next.subject === "" || next.subject !== session?.subject) {
      startAnew();
    }
    session?.kept?.tokens.end();
    setSession(next);
    tellOtherTabs(next.subject);
  }

  function forget() {
    if (session?.place) {
      startAnew();
      setSession(signedOut(session.place, "left"));
    }
  }

  function leave() {
    door.leave();
    forget();
  }

  useEffect(() => {
    document.documentElement.lang = language();
    document.title = `${say(desk.name)} – Porten`;
  });
  // Before anything can be typed: it would go to what had the focus until now.
  useLayoutEffect(() => {
    if (session && code === null) {
      focusMain();
    }
  }, [desk.id, session === null, isIn, cases]);
  useShortcuts(startAnew);

  return (
    <Session.Provider value={shared}>
      <RulesInForce.Provider value={rules}>
        <a
          class="skip"
          href="#main"
          onClick={event => {
            event.preventDefault();
            focusMain();
          }}
        >
          {say({ da: "Gå til indholdet", en: "Skip to the content" })}
        </a>
        <header>
          <p class="brand">Porten</p>
          <div class="who">
            <div class="languages" role="group" aria-label="Sprog / Language">
              {LANGUAGES.map(one => (
                <button
                  key={one}
                  type="button"
                  class="quiet"
                  lang={one}
                  aria-pressed={one === language()}
                  onClick={() => {
                    speak(one);
                    drawAnew(count => count + 1);
                  }}
                >
                  {LANGUAGE_NAMES[one]}
                </button>
              ))}
            </div>
            {session ? (
              <Who session={session} door={door} onLeave={leave} />
            ) : (
              <p class="session" role="status">
                {problem && troubleWords(problem)}
              </p>
            )}
          </div>
          <nav aria-label={say({ da: "Skriveborde", en: "Desks" })}>
            <ul>
              {DESKS.map(({ id, name }, index) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    aria-current={id === desk.id ? "page" : undefined}
                    aria-keyshortcuts={`Alt+${index + 1}`}
                    data-name={say(name)}
                  >
                    {say(name)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </header>
        <main id="main">
          <div class="title">
            <h1 tabIndex={-1}>{say(desk.name)}</h1>
            {desk.hasCase && isIn && (
              <button type="button" class="quiet" onClick={startAnew} aria-keyshortcuts="Alt+0">
                {say({ da: "Ny borger", en: "New citizen" })}
              </button>
            )}
          </div>
          {desk.hasCase && isIn && (
            <CaseBar
              key={cases}
              known={known}
              change={change => setKnown({ ...known, ...change })}
              packs={rules.packs}
            />
          )}
          {(isIn || !desk.hasCase) && <DeskOf key={cases} id={desk.id} code={code} known={known} setKnown={setKnown} />}
          {desk.hasCase && session?.place && !isIn && <SignedOut place={session.place} door={door} />}
        </main>
        <footer>
          <Shortcuts />
        </footer>
        {session && <SessionNotice session={shared} door={door} />}
      </RulesInForce.Provider>
    </Session.Provider>
  );
}

function Shortcuts() {
  return (
    <p>
      {say({ da: "Tastatur: ", en: "Keyboard: " })}
      <kbd>Alt</kbd>+<kbd>1</kbd>–<kbd>7</kbd> {say({ da: "skift side", en: "change desk" })}
      {" · "}
      <kbd>Alt</kbd>+<kbd>A</kbd> {say({ da: "første felt", en: "first field" })}
      {" · "}
      <kbd>Alt</kbd>+<kbd>0</kbd> {say({ da: "ny borger", en: "new citizen" })}
      {" · "}
      {say({ da: "svar: ", en: "answer: " })}
      <kbd>{say({ da: "J", en: "Y" })}</kbd> {say({ da: "ja", en: "yes" })}, <kbd>N</kbd> {say({ da: "nej", en: "no" })},{" "}
      <kbd>U</kbd> {say({ da: "ved ikke", en: "unknown" })}
    </p>
  );
}

function useRulesInForce(): Rules {
  const packs = useAnswer<{ readonly rulePacks: readonly RulePackSummary[] }>("/v1/rule-packs", undefined);
  const codes = useAnswer<{ readonly reasonCodes: readonly ReasonCode[] }>("/v1/reason-codes", undefined);
  return useMemo(
    () => ({
      packs: packs.answer?.rulePacks ?? [],
      codes: codes.answer?.reasonCodes ?? [],
      problem: packs.problem ?? codes.problem,
    }),
    [packs.answer, packs.problem, codes.answer, codes.problem],
  );
}
