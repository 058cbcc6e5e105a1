import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Reason, Verdict } from "./answers";
import { keepClear } from "./focus";
import type { Problem } from "./gateway";
import { say } from "./language";
import { VERDICTS, type Tone } from "./names";
import { findSource, useRules } from "./rules";

/** How answers are shown: in words, with an icon and a colour, never by colour alone. */

const ICONS: Readonly<Record<Tone, string>> = {
  yes: "M5 12.5l4.5 4.5L19 7.5",
  no: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  note: "M12 5.5v8M12 17.6v.1",
  open: "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.2v.1",
};

export function Icon({ tone }: { readonly tone: Tone }) {
  return (
    <svg class={`icon ${tone}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={ICONS[tone]} />
    </svg>
  );
}

interface BannerProps {
  /** Null while there is no question. */
  readonly verdict: Verdict | null;
  readonly problem: Problem | undefined;
  /** Whether it is about the question as it is now; if not, the next one is on its way. */
  readonly isCurrent?: boolean;
  /** What is said instead while there is no question. */
  readonly invitation: string;
  readonly children?: ComponentChildren;
}

/** The verdict, which is read out when it changes. */
export function Banner({ verdict, problem, isCurrent = true, invitation, children }: BannerProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => (place.current ? keepClear(place.current) : undefined), []);
  const name = verdict && VERDICTS[verdict];
  return (
    <div
      ref={place}
      class={problem ? "banner trouble" : name ? `banner ${name.tone}` : "banner"}
      role="status"
      aria-busy={!isCurrent}
    >
      {problem ? (
        <p class="words">{troubleWords(problem)}</p>
      ) : name ? (
        <>
          <p class="words">
            <Icon tone={name.tone} />
            {say(name.words)}
          </p>
          {children}
        </>
      ) : (
        <p class="invitation">{invitation}</p>
      )}
    </div>
  );
}

/** Says why something is missing; nothing if it is not. */
export function Trouble({ problem }: { readonly problem: Problem | undefined }) {
  return problem ? <Banner verdict={null} problem={problem} invitation="" /> : null;
}

/** Says why there is no answer, and what helps. */
export function troubleWords(problem: Problem): string {
  const words: Record<string, { da: string; en: string }> = {
    "not-ruled-by-pack": { da: "Regelsættet har ingen regler om det.", en: "The rule pack has no rules about that." },
    "rule-pack-not-in-force": {
      da: "Regelsættet gælder ikke den dag.",
      en: "The rule pack is not in force on that day.",
    },
    "unknown-rule-pack": { da: "Regelsættet findes ikke.", en: "There is no such rule pack." },
    unauthorized: { da: "Log ind for at få svar.", en: "Sign in to get answers." },
    forbidden: { da: "Det har du ikke adgang til.", en: "You have no access to that." },
    "out-of-reach": {
      da: "Der er ingen forbindelse. Der prøves igen om lidt.",
      en: "There is no connection. It is tried again shortly.",
    },
  };
  const known = words[problem.code];
  if (known) {
    return say(known);
  }
  return problem.status === 503 || problem.status === 429
    ? say({
        da: "Der kan ikke svares lige nu. Der prøves igen om lidt.",
        en: "There is no answer right now. It is tried again shortly.",
      })
    : say({
        da: `Spørgsmålet kan ikke besvares (${problem.status}).`,
        en: `The question cannot be answered (${problem.status}).`,
      });
}

/** A reason in words, with a link to its clause and source. */
export function ReasonLine({ reason, children }: { readonly reason: Reason; readonly children?: ComponentChildren }) {
  return (
    <>
      {reason.message} <ClauseLink code={reason.code} />
      {children}
    </>
  );
}

function ClauseLink({ code }: { readonly code: string }) {
  const rules = useRules();
  const rule = rules.codes.find(known => known.code === code);
  const url = rule && findSource(rules.packs, rule.source)?.url;
  return rule ? (
    <span class="clause">
      <a href={`#rules/${code}`}>
        <span class="away">{say({ da: "Regel ", en: "Rule " })}</span>
        {rule.clause}
      </a>
      {" · "}
      {url ? (
        <a href={url} rel="noreferrer" target="_blank">
          <span class="away">{say({ da: "kilde ", en: "source " })}</span>
          {rule.source}
        </a>
      ) : (
        rule.source
      )}
    </span>
  ) : null;
}
