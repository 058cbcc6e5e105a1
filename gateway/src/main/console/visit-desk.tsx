import type { VisitAnswer } from "./answers";
import {
  isEmpty,
  MAX_PAPERS,
  MAX_WISHES,
  NO_WITNESS_FACTS,
  visitQuestion,
  wishes,
  type Case,
  type Change,
} from "./case";
import { Checklist } from "./checklist";
import { dayInWords } from "./days";
import { invitation, type DeskProps } from "./desk";
import { Bring, PaperRemark, Questions } from "./document-answer";
import { Circumstances } from "./document-desk";
import { lead } from "./focus";
import { Choice } from "./fields";
import { useAnswer, useAnswered } from "./gateway";
import { say, type Text } from "./language";
import type { Tone } from "./names";
import { PaperList } from "./papers";
import { QuickField } from "./quick-field";
import { Wish, WishField } from "./user-id-desk";
import { Banner, Icon } from "./verdict";
import { WitnessQuestions, WitnessReasons } from "./witness-desk";
import { WitnessFields } from "./witness-fields";

/** The whole visit at once, and the checklist that is read to the citizen or printed. */
export function VisitDesk({ known, change }: DeskProps) {
  const { answer, problem, isCurrent } = useAnswer<VisitAnswer>("/v1/visit-checks", visitQuestion(known));
  const answered = useAnswered(known, isCurrent);
  return (
    <div class="desk">
      <section aria-label={say({ da: "Sagen", en: "The case" })}>
        <QuickField known={known} change={change} />
        <PaperList
          papers={known.papers}
          onChange={papers => change({ papers })}
          answered={answered.papers}
          unknown={answer?.documents.unknown ?? []}
          remark={index => <PaperRemark answer={answer?.documents} index={index} />}
        />
        <Circumstances known={known} change={change} />
        <Identity known={known} change={change} answer={answer} answered={answered} />
        <Wishes known={known} change={change} answer={answer} answered={answered} />
      </section>
      <section aria-label={say({ da: "Svaret", en: "The answer" })} class="answer">
        <Banner
          verdict={isEmpty(known) ? null : (answer?.verdict ?? null)}
          problem={problem}
          isCurrent={isCurrent}
          invitation={invitation(known, {
            da: "Skriv, hvad borgeren siger, så kommer tjeklisten her.",
            en: "Type what the citizen says, and the checklist comes here.",
          })}
        >
          {answer && <Earliest answer={answer} change={change} />}
        </Banner>
        {answer && (
          <>
            {!isEmpty(known) && <AskFirst known={answered} answer={answer} />}
            {!isEmpty(known) && <Checklist known={answered} answer={answer} />}
            <Bring
              answer={answer.documents}
              room={MAX_PAPERS - known.papers.length}
              onBring={more => change({ papers: [...known.papers, ...more] })}
              onMore={null}
            />
          </>
        )}
      </section>
    </div>
  );
}

interface PartProps extends DeskProps {
  readonly answer: VisitAnswer | undefined;
  /** The case that the answer is about. */
  readonly answered: Case;
}

function Identity({ known, change, answer, answered }: PartProps) {
  const { witness } = known;
  return (
    <fieldset class="part">
      <legend>{say({ da: "Hvordan bekræftes identiteten?", en: "How is the identity confirmed?" })}</legend>
      <Choice
        id="control-questions"
        label={say({
          da: "Kan borgeren svare på kontrolspørgsmål ud fra CPR?",
          en: "Can the citizen answer control questions from CPR data?",
        })}
        value={known.canAnswerControlQuestions}
        onChange={canAnswerControlQuestions => change({ canAnswerControlQuestions })}
      />
      <button
        type="button"
        aria-pressed={witness !== null}
        onClick={() => change({ witness: witness === null ? NO_WITNESS_FACTS : null })}
      >
        {say({ da: "Et vidne kommer med", en: "A witness comes along" })}
      </button>
      {witness && (
        <>
          <WitnessFields
            witness={witness}
            change={changed => change({ witness: { ...witness, ...changed } })}
            answer={answer?.witness ?? undefined}
            answered={answered.witness?.papers ?? []}
          />
          {answer?.witness && <WitnessReasons answer={answer.witness} />}
        </>
      )}
    </fieldset>
  );
}

function Wishes({ known, change, answer, answered }: PartProps) {
  const set = (index: number, wish: string) =>
    change({ userIds: known.userIds.map((other, at) => (at === index ? wish : other)) });
  return (
    <fieldset class="part">
      <legend>{say({ da: "Ønsker til bruger-ID, i rækkefølge", en: "User ID wishes, in order" })}</legend>
      {known.userIds.map((wish, index) => {
        const result = answer?.userIds[wishes(answered).indexOf(wish)];
        const id = `wish-${index}`;
        return (
          <div key={index}>
            <WishField
              id={id}
              label={say({ da: `Ønske ${index + 1}`, en: `Wish ${index + 1}` })}
              typed={wish}
              answer={result}
              onInput={typed => set(index, typed)}
            />
            {result && <WishVerdict verdict={result.verdict} />}
            {result && (
              <Wish
                answer={result}
                onTake={typed => {
                  set(index, typed);
                  lead(id);
                }}
              />
            )}
          </div>
        );
      })}
      {known.userIds.length < MAX_WISHES && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            change({ userIds: [...known.userIds, ""] });
            lead(`wish-${known.userIds.length}`);
          }}
        >
          {say({ da: "Endnu et ønske", en: "Another wish" })}
        </button>
      )}
    </fieldset>
  );
}

function WishVerdict({ verdict }: { readonly verdict: string }) {
  const words: Record<string, Text> = {
    available: { da: "Ledigt", en: "Free" },
    taken: { da: "Optaget", en: "Taken" },
    invalid: { da: "Følger ikke reglerne", en: "Does not follow the rules" },
  };
  const tone: Tone = verdict === "available" ? "yes" : verdict === "unknown" ? "open" : "no";
  return (
    <p class="line">
      <Icon tone={tone} />
      {say(words[verdict] ?? { da: "Kan ikke ses nu", en: "Cannot be told now" })}
    </p>
  );
}

function Earliest({ answer, change }: { readonly answer: VisitAnswer; readonly change: Change<Case> }) {
  const { earliestOn } = answer;
  if (answer.verdict === "ready" || earliestOn === null || earliestOn === answer.on) {
    return null;
  }
  return (
    <p>
      {say({ da: "Klar fra ", en: "Ready from " })}
      {dayInWords(earliestOn)}.{" "}
      <button
        type="button"
        class="quiet"
        onClick={() => {
          change({ on: earliestOn });
          lead("checklist");
        }}
      >
        {say({ da: "Vælg den dag", en: "Choose that day" })}
      </button>
    </p>
  );
}

function AskFirst({ known, answer }: { readonly known: Case; readonly answer: VisitAnswer }) {
  const asksIdentity = answer.checklist.some(item => item.code === "identity" && item.done === null);
  return (
    <>
      <Questions
        about={say({ da: "Spørg om", en: "Ask about" })}
        unknown={answer.documents.unknown}
        papers={known.papers}
      />
      {answer.witness && <WitnessQuestions known={known} answer={answer.witness} />}
      {asksIdentity && answer.witness === null && (
        <p>
          <button type="button" onClick={() => lead("control-questions")}>
            {say({
              da: "Spørg: Kan du svare på spørgsmål ud fra CPR?",
              en: "Ask: Can you answer questions from CPR data?",
            })}
          </button>
        </p>
      )}
    </>
  );
}
