import type { ChecklistItem, VisitAnswer } from "./answers";
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
import { Combobox, type Option } from "./combobox";
import { dayFromToday, dayInWords, plusDays, readDay, today } from "./days";
import { invitation, type DeskProps } from "./desk";
import { Bring, PaperRemark, Questions, ReasonsTogether, setName } from "./document-answer";
import { Circumstances } from "./document-desk";
import { lead } from "./focus";
import { Choice } from "./fields";
import { wordsOf } from "./find-paper";
import { useAnswer, useAnswered } from "./gateway";
import { say, type Text } from "./language";
import { paperName, venueName, type Tone } from "./names";
import { nothingFound, PaperList, paperOptions } from "./papers";
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

/** One field for everything that a citizen says on the telephone. */
function QuickField({ known, change }: DeskProps) {
  return (
    <Combobox
      isMain
      label={say({ da: "Hvad siger borgeren?", en: "What does the citizen say?" })}
      hint={say({
        da: "Skriv lidt, og tryk Enter: “svensk pas”, “sundhedskort app”, “næste torsdag”, “vidne”, “kontrolspørgsmål”, “udlænding”.",
        en: "Type a little and press Enter: “swe pass”, “health card app”, “next thursday”, “witness”, “control questions”, “foreigner”.",
      })}
      nothingFound={nothingFound(known.papers, { da: "Intet svarer til det.", en: "Nothing is called that." })}
      find={typed => [
        ...(typed.trim() === "" ? [] : factOptions(known, change).filter(option => isMeant(option.words, typed))),
        ...dayOptions(typed, change),
        ...paperOptions(typed, { papers: known.papers, onChange: papers => change({ papers }) }),
      ]}
    />
  );
}

function dayOptions(typed: string, change: Change<Case>): readonly Option[] {
  const day = readDay(typed, "ahead");
  if (day === null) {
    return [];
  }
  // "Next Thursday" is this week's to some and next week's to others.
  const weekBefore = plusDays(day, -7);
  const days = /^(next|næste)/i.test(typed.trim()) && weekBefore > today() ? [day, weekBefore] : [day];
  return days.map(one => ({
    id: one,
    label: say({ da: "Besøg ", en: "Visit on " }) + dayInWords(one),
    note: dayFromToday(one),
    choose: () => change({ on: one }),
  }));
}

interface FactOption extends Option {
  readonly words: string;
}

function factOptions(known: Case, change: Change<Case>): readonly FactOption[] {
  const option = (words: string, label: Text, changed: Partial<Case>): FactOption => ({
    id: label.en,
    label: say(label),
    words,
    choose: () => change(changed),
  });
  return [
    option(
      "vidne witness bror brother søster sister mor mother far father mand husband kone wife ven friend",
      { da: "Et vidne kommer med", en: "A witness comes along" },
      { witness: known.witness ?? NO_WITNESS_FACTS },
    ),
    option(
      "kontrolspørgsmål spørgsmål control questions cpr",
      { da: "Kan svare på kontrolspørgsmål", en: "Can answer control questions" },
      {
        canAnswerControlQuestions: "yes",
      },
    ),
    option(
      "udlænding foreigner",
      { da: "Borgeren er udlænding", en: "The citizen is a foreigner" },
      { foreigner: true },
    ),
    option(
      "udlandet bor abroad lives outside",
      { da: "Borgeren bor uden for Danmark", en: "The citizen lives outside Denmark" },
      {
        livesAbroad: true,
      },
    ),
    option(
      "færøerne rigsombudsmand faroe high commissioner",
      { da: "Besøg hos Rigsombudsmanden på Færøerne", en: "Visit to the High Commissioner of the Faroe Islands" },
      {
        venue: "faroe-high-commissioner",
      },
    ),
  ];
}

function isMeant(words: string, typed: string): boolean {
  const known = wordsOf(words);
  const tokens = wordsOf(typed);
  return tokens.length > 0 && tokens.every(token => known.some(word => word.startsWith(token)));
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

/** What is read to the citizen, or printed. */
function Checklist({ known, answer }: { readonly known: Case; readonly answer: VisitAnswer }) {
  return (
    <article class="checklist">
      <h2 id="checklist" tabIndex={-1}>
        {say({ da: "Tjekliste til besøget", en: "Checklist for the visit" })}
      </h2>
      <p>
        {say({ da: "Besøget er ", en: "The visit is on " })}
        {dayInWords(answer.on)}: {venueName(answer.documents.venue)}.
      </p>
      <ul class="items">
        {answer.checklist.map(item => (
          <li key={item.code}>
            <Icon tone={toneOf(item)} />
            <span>
              <span class="away">{stateOf(item)}: </span>
              {item.message}
              <Detail item={item} known={known} answer={answer} />
            </span>
          </li>
        ))}
      </ul>
      <button type="button" class="print" onClick={() => window.print()}>
        {say({ da: "Udskriv tjeklisten", en: "Print the checklist" })}
      </button>
    </article>
  );
}

function Detail({
  item,
  known,
  answer,
}: {
  readonly item: ChecklistItem;
  readonly known: Case;
  readonly answer: VisitAnswer;
}) {
  if (item.code === "documents") {
    return <DocumentDetail known={known} answer={answer} />;
  }
  const wish = answer.userIds.find(result => result.verdict === "available");
  return item.code === "user-id" && wish ? (
    <span class="detail">
      <span class="mono">{wish.userId}</span> {say({ da: "er ledigt.", en: "is free." })}
    </span>
  ) : null;
}

function DocumentDetail({ known, answer }: { readonly known: Case; readonly answer: VisitAnswer }) {
  const { documents } = answer;
  const isEnough = documents.verdict === "sufficient";
  const named = isEnough ? documents.use.flatMap(index => known.papers[index] ?? []) : known.papers;
  const easiest = documents.bring[0];
  return (
    <span class="detail">
      {named.map(paper => (
        <span key={paper.key}>
          {isEnough ? say({ da: "Tag med: ", en: "Bring: " }) : say({ da: "Du har: ", en: "You have: " })}
          {paperName(paper)}.
        </span>
      ))}
      {easiest && documents.verdict === "insufficient" && (
        <span>
          {say({ da: "Tag også med: ", en: "Bring too: " })}
          {setName(easiest)}.
        </span>
      )}
      {!isEnough && <ReasonsTogether answer={documents} papers={known.papers} />}
    </span>
  );
}

/** What only the citizen can see to, so that nobody answers it (V4). */
const TO_REMEMBER = ["witness-brings-mitid", "appointment"];

function toneOf(item: ChecklistItem): Tone {
  return item.done === null ? (TO_REMEMBER.includes(item.code) ? "note" : "open") : item.done ? "yes" : "no";
}

function stateOf(item: ChecklistItem): string {
  const words: Readonly<Record<Tone, Text>> = {
    yes: { da: "I orden", en: "Fine" },
    no: { da: "Mangler", en: "Missing" },
    open: { da: "Mangler svar", en: "To be answered" },
    note: { da: "Desuden", en: "Also" },
  };
  return say(words[toneOf(item)]);
}
