import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ReasonCode, RulePackSummary } from "./answers";
import { NEW_CASE, type Case } from "./case";
import { ComparisonDesk } from "./comparison-desk";
import { dayInWords, today } from "./days";
import { DocumentDesk } from "./document-desk";
import { DayField, Pick } from "./fields";
import { focusMain } from "./focus";
import { useAnswer } from "./gateway";
import { GuidanceDesk } from "./guidance-desk";
import { language, LANGUAGES, say, speak, type Language, type Text } from "./language";
import { VENUES, venueName } from "./names";
import { RulesInForce, type Rules } from "./rules";
import { RulesDesk } from "./rules-desk";
import {
  Blocked,
  DEMO,
  Session,
  signedOut,
  signIn,
  type Absence,
  type SessionState,
  type SignInPlace,
} from "./sign-in";
import { UserIdDesk } from "./user-id-desk";
import { troubleWords } from "./verdict";
import { VisitDesk } from "./visit-desk";
import { WitnessDesk } from "./witness-desk";

interface Desk {
  readonly id: string;
  readonly name: Text;
  /** Whether the citizen's case is looked at there. */
  readonly hasCase: boolean;
}

/** The desks in the order of their shortcuts, Alt and 1 to 7. */
const DESKS: readonly [Desk, ...Desk[]] = [
  { id: "visit", name: { da: "Besøg", en: "Visit" }, hasCase: true },
  { id: "user-id", name: { da: "Bruger-ID", en: "User ID" }, hasCase: true },
  { id: "documents", name: { da: "Dokumenter", en: "Documents" }, hasCase: true },
  { id: "witness", name: { da: "Vidne", en: "Witness" }, hasCase: true },
  { id: "comparison", name: { da: "Sammenlign", en: "Compare" }, hasCase: true },
  { id: "guidance", name: { da: "Vejledning", en: "Guidance" }, hasCase: false },
  { id: "rules", name: { da: "Regler", en: "Rules" }, hasCase: false },
];

/** What a scope lets people do here. */
const SCOPES: Readonly<Record<string, Text>> = {
  check: { da: "spørge", en: "ask" },
  support: { da: "se og annullere bevidnelser", en: "see and void attestations" },
};

const SESSION_OVER: Text = {
  da: "Sessionen er slut. Log ind igen; det tastede er her endnu.",
  en: "The session is over. Sign in again; what was typed is still here.",
};
const WINDOW_BLOCKED: Text = {
  da: "Browseren åbnede ikke vinduet til login. Tillad pop op-vinduer her, og prøv igen.",
  en: "The browser did not open the window to sign in. Allow pop-ups here, and try again.",
};
const SIGN_IN_FAILED: Text = { da: "Det lykkedes ikke at logge ind.", en: "Signing in did not succeed." };

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
    const place = session?.place;
    return { ...(session ?? DEMO), end: () => place && setSession(signedOut(place, "over")) };
  }, [session]);
  const isReady = session?.absence === null;

  function startAnew() {
    setKnown(NEW_CASE);
    setCases(cases + 1);
  }

  function leave(place: SignInPlace) {
    startAnew();
    setSession(signedOut(place, "left"));
  }

  useEffect(() => {
    document.documentElement.lang = language();
    document.title = `${say(desk.name)} – Porten`;
  });
  useEffect(() => {
    if (isReady && code === null) {
      focusMain();
    }
  }, [desk.id, isReady, cases]);
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
          <nav aria-label={say({ da: "Skriveborde", en: "Desks" })}>
            <ul>
              {DESKS.map(({ id, name }, index) => (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    aria-current={id === desk.id ? "page" : undefined}
                    aria-keyshortcuts={`Alt+${index + 1}`}
                  >
                    {say(name)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
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
              <Who session={session} onSignIn={setSession} onLeave={leave} />
            ) : (
              <p class="session" role="status">
                {problem && troubleWords(problem)}
              </p>
            )}
          </div>
        </header>
        <main id="main">
          <div class="title">
            <h1 tabIndex={-1}>{say(desk.name)}</h1>
            {desk.hasCase && (
              <button type="button" class="quiet" onClick={startAnew} aria-keyshortcuts="Alt+0">
                {say({ da: "Ny borger", en: "New citizen" })}
              </button>
            )}
          </div>
          {desk.hasCase && (
            <CaseBar known={known} change={change => setKnown({ ...known, ...change })} packs={rules.packs} />
          )}
          {isReady && <DeskOf key={cases} id={desk.id} code={code} known={known} setKnown={setKnown} />}
        </main>
        <footer>
          <Shortcuts />
        </footer>
      </RulesInForce.Provider>
    </Session.Provider>
  );
}

interface DeskOfProps {
  readonly id: string;
  readonly code: string | null;
  readonly known: Case;
  readonly setKnown: (update: (known: Case) => Case) => void;
}

function DeskOf({ id, code, known, setKnown }: DeskOfProps) {
  const change = (changed: Partial<Case>) => setKnown(before => ({ ...before, ...changed }));
  switch (id) {
    case "user-id":
      return <UserIdDesk known={known} change={change} />;
    case "documents":
      return <DocumentDesk known={known} change={change} />;
    case "witness":
      return <WitnessDesk known={known} change={change} />;
    case "comparison":
      return <ComparisonDesk known={known} />;
    case "guidance":
      return <GuidanceDesk />;
    case "rules":
      return <RulesDesk code={code} />;
    default:
      return <VisitDesk known={known} change={change} />;
  }
}

interface CaseBarProps {
  readonly known: Case;
  readonly change: (change: Partial<Case>) => void;
  readonly packs: readonly RulePackSummary[];
}

/** What every question about the citizen has in common: the day, the place, the rules. */
function CaseBar({ known, change, packs }: CaseBarProps) {
  return (
    <div class="case">
      <DayField
        label={say({ da: "Besøget er", en: "The visit is" })}
        value={known.on}
        sense="ahead"
        hint={say({ da: `I dag: ${dayInWords(today())}`, en: `Today: ${dayInWords(today())}` })}
        placeholder={say({ da: "næste torsdag, 3/12", en: "next thursday, 3/12" })}
        onInput={on => change({ on })}
      />
      <Pick label={say({ da: "Hvor", en: "Where" })} value={known.venue} onChange={venue => change({ venue })}>
        {Object.keys(VENUES).map(venue => (
          <option key={venue} value={venue}>
            {venueName(venue)}
          </option>
        ))}
      </Pick>
      <Pick
        label={say({ da: "Regelsæt", en: "Rule pack" })}
        value={known.rulePack}
        onChange={rulePack => change({ rulePack })}
      >
        {packs.map(pack => (
          <option key={pack.id} value={pack.id}>
            {say(pack.authority.name)} ({pack.id})
          </option>
        ))}
      </Pick>
    </div>
  );
}

interface WhoProps {
  readonly session: SessionState;
  readonly onSignIn: (session: SessionState) => void;
  readonly onLeave: (place: SignInPlace) => void;
}

/** Who is signed in, and what they may do. */
function Who({ session, onSignIn, onLeave }: WhoProps) {
  const { place } = session;
  const scopes = (
    <span class="scopes">
      {session.scopes
        .flatMap(scope => SCOPES[scope] ?? [])
        .map(say)
        .join(" · ")}
    </span>
  );
  if (place === null) {
    return (
      <p class="session">
        {say({ da: "Demo: må ", en: "Demo: may " })}
        {scopes}
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
      {session.name} {say({ da: "må ", en: "may " })}
      {scopes}{" "}
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
      <kbd>J</kbd> <kbd>Y</kbd> <kbd>N</kbd> <kbd>U</kbd>{" "}
      {say({ da: "svarer ja, ja, nej, ved ikke", en: "answer yes, yes, no, unknown" })}
    </p>
  );
}

/** Returns the desk that the address names, and the reason's code behind it if there is one. */
function useAddress(): readonly [Desk, string | null] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  const [id, code] = hash.slice(1).split("/");
  return [DESKS.find(desk => desk.id === id) ?? DESKS[0], code ?? null];
}

function useShortcuts(startAnew: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      const desk = DESKS[Number(event.code.replace("Digit", "")) - 1];
      const action = desk
        ? () => location.assign(`#${desk.id}`)
        : ({ KeyA: focusMain, Digit0: startAnew } as Record<string, () => void>)[event.code];
      if (action) {
        event.preventDefault();
        action();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}

/** Returns who uses the page; null until it is known whether somebody has to sign in. */
function useSession() {
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
