import type { ChecklistItem, VisitAnswer } from "./answers";
import type { Case } from "./case";
import { dayInWords } from "./days";
import { ReasonsTogether, setName } from "./document-answer";
import { say, type Text } from "./language";
import { paperName, venueName, type Tone } from "./names";
import { Icon } from "./verdict";

/** What is read to the citizen, or printed. */
export function Checklist({ known, answer }: { readonly known: Case; readonly answer: VisitAnswer }) {
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
      <span>
        <b class="mono">{wish.userId}</b> {say({ da: "er ledigt.", en: "is free." })}
      </span>
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

/** What is better had, but nothing is missing without it: a witness who is merely the better way (D14). */
const ADVICE = ["witness-recommended"];

function toneOf({ code, done }: ChecklistItem): Tone {
  if (done) {
    return "yes";
  }
  return TO_REMEMBER.includes(code) || ADVICE.includes(code) ? "note" : done === null ? "open" : "no";
}

function stateOf(item: ChecklistItem): string {
  const words: Readonly<Record<Tone, Text>> = {
    yes: { da: "I orden", en: "Fine" },
    no: { da: "Mangler", en: "Missing" },
    open: { da: "Mangler svar", en: "To be answered" },
    note: ADVICE.includes(item.code) ? { da: "Godt råd", en: "Advice" } : { da: "Desuden", en: "Also" },
  };
  return say(words[toneOf(item)]);
}
