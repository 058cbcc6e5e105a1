import type { ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import type { Fact } from "./case";
import { dayFault, dayFromToday, dayInWords, readDay, type DayFault, type Sense } from "./days";
import { say, type Text } from "./language";

/** The fields of forms. None is remembered or looked over by the browser. */

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What is said below: how the text is understood, or what is wrong with it. */
  readonly hint?: string;
  readonly isWrong?: boolean;
  /** Whether the hint says what is wrong; if not, that is said elsewhere, and the hint is as ever. */
  readonly isFaultInHint?: boolean;
  /** The answer depends on it. */
  readonly isAsked?: boolean;
  readonly id?: string;
  readonly isMain?: boolean;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** The same text once more, invisible but for its marks, which are seen through the field. */
  readonly marks?: ComponentChildren;
}

export function TextField(props: TextFieldProps) {
  const ownId = useId();
  const id = props.id ?? ownId;
  const marks = useRef<HTMLDivElement>(null);
  return (
    <div class={props.isAsked ? "field asked" : "field"}>
      <label for={id}>
        {props.label}
        {props.isAsked && <Asked />}
      </label>
      <div class="inplace">
        {props.marks && (
          <div class="marks" aria-hidden="true" ref={marks}>
            {props.marks}
          </div>
        )}
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={props.value}
          data-main={props.isMain}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          aria-invalid={props.isWrong === true}
          aria-describedby={`${id}-hint`}
          onInput={event => props.onInput(event.currentTarget.value)}
          onScroll={event => marks.current?.scrollTo(event.currentTarget.scrollLeft, 0)}
        />
      </div>
      <p class={props.isWrong && props.isFaultInHint ? "hint wrong" : "hint"} id={`${id}-hint`}>
        {props.hint}
      </p>
    </div>
  );
}

interface ReadFieldProps extends Omit<TextFieldProps, "isWrong" | "isFaultInHint"> {
  readonly isReadable: boolean;
  /** What is said while something is typed that cannot be read. */
  readonly fault: string;
}

/** A field for what has a form of its own. */
export function ReadField({ isReadable, fault, hint = "", ...props }: ReadFieldProps) {
  const isWrong = !isReadable && props.value.trim() !== "";
  return <TextField {...props} isWrong={isWrong} isFaultInHint hint={isWrong ? fault : hint} />;
}

interface DayFieldProps extends Omit<TextFieldProps, "isWrong" | "isFaultInHint"> {
  readonly sense: Sense;
}

const DAY_FAULTS: Readonly<Record<DayFault, Text>> = {
  form: {
    da: "Ikke en dato endnu. Prøv 3/12, 3. dec 2026 eller torsdag.",
    en: "Not a day yet. Try 3/12, 3 Dec 2026 or Thursday.",
  },
  year: { da: "Hvilket år? Skriv det også, fx 29/2 1980.", en: "Which year? Type it too, as in 29/2 1980." },
  calendar: { da: "Den dag findes ikke i kalenderen.", en: "There is no such day in the calendar." },
  weekday: {
    da: "Datoen falder på en anden ugedag. Hvad menes der?",
    en: "The date is on another weekday. Which one is meant?",
  },
};

/** A field for a day, in numbers or words; it says which day it understood, or its hint while nothing is typed. */
export function DayField({ sense, hint = "", ...props }: DayFieldProps) {
  const day = readDay(props.value, sense);
  const distance = day !== null && sense === "ahead" ? ` (${dayFromToday(day)})` : "";
  return (
    <ReadField
      {...props}
      isReadable={day !== null}
      fault={say(DAY_FAULTS[dayFault(props.value, sense) ?? "form"])}
      hint={day === null ? hint : dayInWords(day) + distance}
    />
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: Fact;
  readonly onChange: (value: Fact) => void;
  readonly isAsked?: boolean;
  readonly id?: string;
  /** Without "unknown", where the contract has a default. */
  readonly isTwoWay?: boolean;
}

/** A question with the answers yes, no and unknown; the keys y or j, n and u answer it. */
export function Choice(props: ChoiceProps) {
  const ownId = useId();
  const id = props.id ?? ownId;
  const answers: readonly (readonly [Fact, string, string])[] = [
    ["yes", say({ da: "Ja", en: "Yes" }), "yj"],
    ["no", say({ da: "Nej", en: "No" }), "n"],
    ["unknown", say({ da: "Ved ikke", en: "Unknown" }), "uv?"],
  ];
  const offered = props.isTwoWay ? answers.slice(0, 2) : answers;

  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }) {
    const answer = offered.findIndex(([, , keys]) => keys.includes(event.key.toLowerCase()));
    const chosen = offered[answer];
    if (chosen && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      props.onChange(chosen[0]);
      event.currentTarget.querySelectorAll("input")[answer]?.focus();
    }
  }

  return (
    <fieldset class={props.isAsked ? "choice asked" : "choice"} id={id} onKeyDown={onKeyDown}>
      <legend>
        {props.label}
        {props.isAsked && <Asked />}
      </legend>
      <div class="answers">
        {offered.map(([value, words]) => (
          <label key={value}>
            <input
              type="radio"
              name={id}
              autocomplete="off"
              checked={props.value === value}
              onChange={() => props.onChange(value)}
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface TickProps {
  readonly label: string;
  readonly isTicked: boolean;
  readonly onChange: (isTicked: boolean) => void;
}

export function Tick({ label, isTicked, onChange }: TickProps) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        autocomplete="off"
        checked={isTicked}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

interface PickProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly children: ComponentChildren;
}

export function Pick({ label, value, onChange, hint, children }: PickProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        autocomplete="off"
        value={value}
        aria-describedby={`${id}-hint`}
        onChange={event => onChange(event.currentTarget.value)}
      >
        {children}
      </select>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}

function Asked() {
  return <span class="ask">{say({ da: "Spørg", en: "Ask" })}</span>;
}
