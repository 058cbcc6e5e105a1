import type { DocumentAnswer, DocumentToBring, UnknownFact } from "./answers";
import { paper, type Paper } from "./case";
import { dayInWords } from "./days";
import { lead } from "./focus";
import { join, say } from "./language";
import { acceptedName, factName, paperName, routeName } from "./names";
import { factId } from "./papers";
import { ReasonLine } from "./verdict";

/** What there is to say of documents besides the verdict. */

/** Says how long the verdict holds. */
export function HowLong({ answer }: { readonly answer: DocumentAnswer }) {
  // What hangs on answers changes with them, whatever the day.
  return answer.verdict === "needs-assessment" && answer.verdictUntil === null ? null : (
    <p>
      {answer.verdictUntil === null
        ? say({ da: "Det ændrer sig ikke med tiden.", en: "That does not change with time." })
        : say({ da: "Det holder til og med ", en: "That holds through " }) + dayInWords(answer.verdictUntil) + "."}
    </p>
  );
}

/** Says by which route the documents suffice. */
export function RouteTaken({ answer }: { readonly answer: DocumentAnswer }) {
  return answer.route === null ? null : <p>{routeName(answer.route)}</p>;
}

/** What is wrong with one paper, or that it is one of those that carry the verdict. */
export function PaperRemark({
  answer,
  index,
}: {
  readonly answer: DocumentAnswer | undefined;
  readonly index: number;
}) {
  if (!answer) {
    return null;
  }
  const reasons = answer.reasons.filter(
    reason => reason.documents.length === 1 && reason.documents[0] === index && isOfOne(reason.code),
  );
  return (
    <>
      {answer.use.includes(index) && <p class="used">{say({ da: "Bruges", en: "Used" })}</p>}
      {reasons.length > 0 && (
        <ul class="reasons">
          {reasons.map(reason => (
            <li key={reason.code}>
              <ReasonLine reason={reason} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What is wrong with the papers together. */
export function ReasonsTogether({
  answer,
  papers,
}: {
  readonly answer: DocumentAnswer;
  readonly papers: readonly Paper[];
}) {
  const reasons = answer.reasons.filter(reason => !isOfOne(reason.code));
  return reasons.length === 0 ? null : (
    <ul class="reasons">
      {reasons.map(reason => (
        <li key={reason.code}>
          <ReasonLine reason={reason}>
            {reason.documents.length > 0 && <span class="note">{namesOf(papers, reason.documents)}</span>}
          </ReasonLine>
        </li>
      ))}
    </ul>
  );
}

interface QuestionsProps {
  readonly about: string;
  readonly unknown: readonly UnknownFact[];
  readonly papers: readonly Paper[];
}

/** What the citizen is to be asked, each a way to the field for the answer. */
export function Questions({ about, unknown, papers }: QuestionsProps) {
  return unknown.length === 0 ? null : (
    <>
      <h2>{about}</h2>
      <ul class="questions">
        {unknown.map(({ fact, document }) => {
          const of = document === undefined ? undefined : papers[document];
          return (
            <li key={`${document} ${fact}`}>
              <button type="button" onClick={() => lead(of ? factId(of, fact) : `witness-${fact}`)}>
                {of ? `${paperName(of)}: ` : ""}
                {factName(fact)}
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

interface BringProps {
  readonly answer: DocumentAnswer;
  /** How many papers may still be added. */
  readonly room: number;
  readonly onBring: (papers: readonly Paper[]) => void;
  readonly onMore: (() => void) | null;
}

/** What else to bring: any one of the sets, the easiest first. */
export function Bring({ answer, room, onBring, onMore }: BringProps) {
  function bring(set: readonly DocumentToBring[]) {
    const papers = set.map(asPaper);
    onBring(papers);
    papers.slice(0, 1).forEach(paper => lead(factId(paper, "nameMatchesCpr")));
  }
  return answer.bring.length === 0 ? null : (
    <>
      <h2 id="bring" tabIndex={-1}>
        {answer.verdict === "needs-assessment"
          ? say({
              da: "Hvis svarene er nej: tag et af disse med, det nemmeste først",
              en: "If the answers are no: bring one of these, the easiest first",
            })
          : say({ da: "Tag et af disse med, det nemmeste først", en: "Bring one of these, the easiest first" })}
      </h2>
      <ol class="bring">
        {answer.bring.map((set, index) => (
          <li key={index}>
            <p>{setName(set)}</p>
            {set.length <= room && set.every(one => one.anyOf[0]?.issuers) && (
              <button type="button" class="quiet" onClick={() => bring(set)}>
                {say({ da: "Det har borgeren", en: "The citizen has it" })}
                <span class="away">: {setName(set)}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
      {onMore && answer.bringTotal > answer.bring.length && (
        <button
          type="button"
          onClick={() => {
            onMore();
            lead("bring");
          }}
        >
          {say({ da: `Vis alle ${answer.bringTotal}`, en: `Show all ${answer.bringTotal}` })}
        </button>
      )}
    </>
  );
}

/** Returns a set in words. */
export function setName(set: readonly DocumentToBring[]): string {
  return join(
    set.map(one => {
      const name = join(one.anyOf.map(acceptedName), "disjunction");
      return one.cprNumberRequired
        ? name + say({ da: ", der viser CPR-nummeret", en: ", which shows the CPR number" })
        : name;
    }),
    "conjunction",
  );
}

/** Returns a document to bring as one in hand, as the demand has it; what it does not demand is to be asked. */
function asPaper(wanted: DocumentToBring): Paper {
  const accepted = wanted.anyOf[0];
  const made = paper(
    accepted?.type ?? "other",
    accepted?.issuers?.[0] ?? null,
    accepted?.forms.includes("physical") === false ? "app" : "physical",
  );
  return wanted.cprNumberRequired ? { ...made, cprNumberShown: "yes" } : made;
}

function namesOf(papers: readonly Paper[], indexes: readonly number[]): string {
  return join(indexes.flatMap(index => papers[index] ?? []).map(paperName), "conjunction");
}

/** Whether a code is about one document, however many others have it too. */
function isOfOne(code: string): boolean {
  return !["tax-with-benefit", "same-class", "cpr-number-not-shown", "more-documents-needed"].includes(code);
}
