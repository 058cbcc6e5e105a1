import { useContext, useState } from "preact/hooks";
import type { RulePack, UserIdAnswer, Violation } from "./answers";
import type { DeskProps } from "./desk";
import { TextField } from "./fields";
import { focusMain } from "./focus";
import { useAnswer } from "./gateway";
import { say } from "./language";
import { Session } from "./sign-in";
import { UserIdHistory } from "./user-id-history";
import { Banner, ReasonLine } from "./verdict";

const SUGGESTIONS = 5;
const LENGTH_FAULTS = ["too-short", "too-long"];

/** May somebody have this user ID? The form is checked as one types, by the gateway as everything is. */
export function UserIdDesk({ known, change }: DeskProps) {
  const [typed = "", ...others] = known.userIds;
  const session = useContext(Session);
  const [asked, setAsked] = useState(0);
  const onInput = (wish: string) => change({ userIds: [wish, ...others] });
  const { answer, problem, isCurrent } = useAnswer<UserIdAnswer>(
    "/v1/user-id-checks",
    typed === "" ? null : { userId: typed, suggestions: SUGGESTIONS, rulePack: known.rulePack },
    asked,
  );
  return (
    <div class="desk">
      <section aria-label={say({ da: "Ønsket", en: "The wish" })}>
        <WishField
          label={say({ da: "Bruger-ID, som borgeren ønsker det", en: "User ID, as the citizen wants it" })}
          typed={typed}
          answer={isCurrent ? answer : undefined}
          onInput={onInput}
          isMain
        />
        <FormRules rulePack={known.rulePack} />
      </section>
      <section aria-label={say({ da: "Svaret", en: "The answer" })} class="answer">
        <Banner
          verdict={answer?.verdict ?? null}
          problem={problem}
          isCurrent={isCurrent}
          invitation={say({
            da: "Skriv et ønske, så kommer svaret her.",
            en: "Type a wish, and the answer comes here.",
          })}
        />
        {answer && (
          <Wish
            answer={answer}
            onTake={suggestion => {
              onInput(suggestion);
              focusMain();
            }}
          />
        )}
        {typed.trim() !== "" && session.scopes.includes("support") && (
          <UserIdHistory
            key={typed}
            userId={typed}
            verdict={isCurrent ? answer?.verdict : undefined}
            version={asked}
            onChanged={() => setAsked(asked + 1)}
          />
        )}
      </section>
    </div>
  );
}

interface WishFieldProps {
  readonly id?: string;
  readonly label: string;
  readonly typed: string;
  /** The answer about what is typed, once there is one. */
  readonly answer: UserIdAnswer | undefined;
  readonly onInput: (typed: string) => void;
  readonly isMain?: boolean;
}

/** A field for a user ID in which what breaks a rule is marked where it stands. */
export function WishField({ typed, answer, ...field }: WishFieldProps) {
  const characters = [...typed.normalize("NFC")];
  const wrong = wrongPlaces(answer?.violations ?? [], characters.length);
  return (
    <div class="wish">
      <TextField
        {...field}
        value={typed}
        isWrong={answer?.verdict === "invalid"}
        isFaultInHint={answer?.violations.some(({ code }) => LENGTH_FAULTS.includes(code)) === true}
        hint={say({
          da: `${characters.length} tegn. Store og små bogstaver gør ingen forskel.`,
          en: `${characters.length} characters. Capital and small letters make no difference.`,
        })}
        marks={
          wrong.size > 0 &&
          characters.map((character, index) => (wrong.has(index) ? <mark key={index}>{character}</mark> : character))
        }
      />
    </div>
  );
}

/** What there is to say of a wish besides the verdict. */
export function Wish({
  answer,
  onTake,
}: {
  readonly answer: UserIdAnswer;
  readonly onTake: (suggestion: string) => void;
}) {
  const suggestions = answer.suggestions ?? [];
  return (
    <>
      {answer.violations.length > 0 && (
        <ul class="reasons">
          {answer.violations.map((violation, index) => (
            <li key={index}>
              <ReasonLine reason={violation}>
                {violation.index !== undefined && <Place answer={answer} index={violation.index} />}
              </ReasonLine>
            </li>
          ))}
        </ul>
      )}
      {suggestions.length > 0 && (
        <>
          <h2>{say({ da: "Ledige, der ligner", en: "Free ones like it" })}</h2>
          <ul class="suggestions">
            {suggestions.map(suggestion => (
              <li key={suggestion}>
                <button type="button" class="mono" onClick={() => onTake(suggestion)}>
                  {suggestion}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Place({ answer, index }: { readonly answer: UserIdAnswer; readonly index: number }) {
  const character = [...answer.userId][index] ?? "";
  return (
    <span class="place">
      {say({ da: `Tegn ${index + 1}: `, en: `Character ${index + 1}: ` })}
      <mark>{visible(character)}</mark> U+{(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}
    </span>
  );
}

function FormRules({ rulePack }: { readonly rulePack: string }) {
  const rules = useAnswer<RulePack>(`/v1/rule-packs/${rulePack}`, undefined).answer?.userId;
  return rules ? (
    <p class="hint">
      {say({
        da: `${rules.minLength} til ${rules.maxLength} af disse tegn: `,
        en: `${rules.minLength} to ${rules.maxLength} of these characters: `,
      })}
      <span class="mono">{rules.characters.trim()}</span>
      {rules.characters.includes(" ") && say({ da: " og mellemrum inde i det.", en: " and spaces inside." })}
    </p>
  ) : null;
}

/** Returns the places of the characters that break a rule. */
function wrongPlaces(violations: readonly Violation[], length: number): ReadonlySet<number> {
  return new Set(
    violations.flatMap(({ code, index }) =>
      index !== undefined ? [index] : code === "leading-space" ? [0] : code === "trailing-space" ? [length - 1] : [],
    ),
  );
}

function visible(character: string): string {
  return /[\p{Z}\p{C}\p{M}]/u.test(character) ? "␣" : character;
}
