import type { ComponentChildren } from "preact";
import type { UnknownFact } from "./answers";
import { isYear, MAX_PAPERS, type Change, type Paper } from "./case";
import { Combobox, type Option } from "./combobox";
import { Choice, DayField, Pick, ReadField, Tick } from "./fields";
import { focusMain } from "./focus";
import { everyPaper, findNearPapers, findPapers } from "./find-paper";
import { say, type Text } from "./language";
import { formName, kindOf, paperName } from "./names";

/** The documents that are shown, and what is known of them. */

interface Papers {
  readonly papers: readonly Paper[];
  readonly onChange: (papers: readonly Paper[]) => void;
}

interface PapersProps extends Papers {
  /** The papers that the answer is about, which may not be these yet. */
  readonly answered: readonly Paper[];
  /** The facts on which the answer depends. */
  readonly unknown: readonly UnknownFact[];
  /** What is said of a paper, by its place among those that the answer is about. */
  readonly remark: (index: number) => ComponentChildren;
}

/** Returns the papers that fit what was typed, as options of a field that adds them; none once there are enough. */
export function paperOptions(typed: string, papers: Papers): readonly Option[] {
  return optionsOf(findPapers(typed), papers);
}

/** Returns what is offered where nothing fits: what comes near, then every type. */
export function papersInstead(typed: string, papers: Papers): readonly Option[] {
  const near = optionsOf(findNearPapers(typed), papers);
  return [...near, ...optionsOf(everyPaper(), papers).filter(({ id }) => !near.some(one => one.id === id))];
}

function optionsOf(found: readonly Paper[], { papers, onChange }: Papers): readonly Option[] {
  return papers.length >= MAX_PAPERS
    ? []
    : found.map(paper => ({
        id: `${paper.type} ${paper.issuer} ${paper.form}`,
        label: paperName(paper),
        choose: () => onChange([...papers, paper]),
      }));
}

/** Returns what is said where nothing is found, with the way on, also once there are enough papers. */
export function nothingFound(papers: readonly Paper[], words: Text): string {
  return papers.length < MAX_PAPERS
    ? `${say(words)} ${say({
        da: "Mente du et af disse? Vælg med pil ned.",
        en: "Did you mean one of these? Choose with arrow down.",
      })}`
    : say({
        da: `Der er ikke plads til flere dokumenter end ${MAX_PAPERS}. Fjern et, hvis der skal et andet til.`,
        en: `There is no room for more than ${MAX_PAPERS} documents. Remove one to make room for another.`,
      });
}

interface PickerProps extends Papers {
  readonly isMain?: boolean;
}

export function PaperPicker({ papers, onChange, isMain }: PickerProps) {
  return (
    <Combobox
      label={say({ da: "Tilføj et dokument", en: "Add a document" })}
      hint={say({
        da: "Skriv som fx “svensk pas” eller “sundhedskort app”, eller vælg på listen med pil ned.",
        en: "Type as in “swe pass” or “health card app”, or choose from the list with arrow down.",
      })}
      nothingFound={nothingFound(papers, { da: "Intet dokument hedder sådan.", en: "No document has that name." })}
      find={typed => paperOptions(typed, { papers, onChange })}
      instead={typed => papersInstead(typed, { papers, onChange })}
      {...(isMain && { isMain })}
    />
  );
}

export function PaperList({ papers, onChange, answered, unknown, remark }: PapersProps) {
  function change(index: number, change: Partial<Paper>) {
    onChange(papers.map((paper, at) => (at === index ? { ...paper, ...change } : paper)));
  }
  return (
    <ol class="papers">
      {papers.map((paper, index) => {
        const place = answered.findIndex(one => one.key === paper.key);
        return (
          <li key={paper.key}>
            <div class="card" role="group" aria-labelledby={factId(paper, "name")}>
              <PaperCard
                paper={paper}
                change={changed => change(index, changed)}
                remove={() => {
                  onChange(papers.filter(other => other !== paper));
                  focusMain();
                }}
                asked={unknown.filter(fact => fact.document === place).map(fact => fact.fact)}
              />
              {remark(place)}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Returns the id of the field of a paper's fact, to lead somebody there. */
export function factId(paper: Paper, fact: string): string {
  return `paper-${paper.key}-${fact}`;
}

interface CardProps {
  readonly paper: Paper;
  readonly change: Change<Paper>;
  readonly remove: () => void;
  readonly asked: readonly string[];
}

function PaperCard({ paper, change, remove, asked }: CardProps) {
  const kind = kindOf(paper.type);
  const name = paperName(paper);
  const field = (fact: string) => ({ id: factId(paper, fact), isAsked: asked.includes(fact) });
  return (
    <>
      <div class="card-head">
        <h2 id={factId(paper, "name")}>{name}</h2>
        <button
          type="button"
          class="quiet"
          onClick={remove}
          aria-label={say({ da: `Fjern ${name}`, en: `Remove ${name}` })}
        >
          {say({ da: "Fjern", en: "Remove" })}
        </button>
      </div>
      <div class="facts">
        <Choice
          {...field("cprNumberShown")}
          label={say({ da: "Står CPR-nummeret på det?", en: "Does it show the CPR number?" })}
          value={paper.cprNumberShown}
          onChange={cprNumberShown => change({ cprNumberShown })}
        />
        <Choice
          {...field("nameMatchesCpr")}
          label={say({ da: "Samme navn som nu i CPR?", en: "Same name as now in CPR?" })}
          value={paper.nameMatchesCpr}
          onChange={nameMatchesCpr => change({ nameMatchesCpr })}
        />
        {kind.expires && !paper.noExpiryDate && (
          <DayField
            {...field("expiresOn")}
            label={say({ da: "Udløber den", en: "Expires on" })}
            value={paper.expiresOn}
            sense="ahead"
            onInput={expiresOn => change({ expiresOn })}
          />
        )}
        {kind.asksFor === "issuedOn" && (
          <DayField
            {...field("issuedOn")}
            label={say({ da: "Udstedt den", en: "Issued on" })}
            value={paper.issuedOn}
            sense="back"
            onInput={issuedOn => change({ issuedOn })}
          />
        )}
        {kind.asksFor === "year" && (
          <ReadField
            {...field("year")}
            label={say({ da: "Gælder for året", en: "Is for the year" })}
            value={paper.year}
            maxLength={4}
            isReadable={isYear(paper.year)}
            fault={say({ da: "Fire cifre, fx 2026.", en: "Four digits, such as 2026." })}
            onInput={year => change({ year })}
          />
        )}
      </div>
      <details>
        <summary>{say({ da: "Mere om dokumentet", en: "More about the document" })}</summary>
        <div class="facts">
          {kind.expires && (
            <Tick
              label={say({ da: "Har ingen udløbsdato", en: "Has no expiry date" })}
              isTicked={paper.noExpiryDate}
              onChange={noExpiryDate => change({ noExpiryDate })}
            />
          )}
          <Choice
            isTwoWay
            label={say({ da: "Er det midlertidigt?", en: "Is it temporary?" })}
            value={paper.temporary ? "yes" : "no"}
            onChange={answer => change({ temporary: answer === "yes" })}
          />
          <Choice
            isTwoWay
            label={say({ da: "Er der billede på det?", en: "Does it have a picture?" })}
            value={paper.photo === "unknown" ? (kind.hasPhoto ? "yes" : "no") : paper.photo}
            onChange={photo => change({ photo })}
          />
          <Pick
            label={say({ da: "Form", en: "Form" })}
            value={paper.form}
            onChange={form => change({ form: form === "app" ? "app" : "physical" })}
          >
            <option value="physical">{formName("physical")}</option>
            <option value="app">{formName("app")}</option>
          </Pick>
        </div>
      </details>
    </>
  );
}
