import { NO_WITNESS_FACTS, type Case, type Change } from "./case";
import { Combobox, type Option } from "./combobox";
import { dayFromToday, dayInWords, plusDays, readDay, today } from "./days";
import type { DeskProps } from "./desk";
import { say, type Text } from "./language";
import { begins, resembles, wordsOf, type Nearness } from "./likeness";
import { nothingFound, paperOptions, papersInstead } from "./papers";

/** One field for everything that a citizen says on the telephone. */
export function QuickField({ known, change }: DeskProps) {
  const papers = { papers: known.papers, onChange: (papers: Case["papers"]) => change({ papers }) };
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
        ...(typed.trim() === "" ? [] : factOptions(known, change).filter(option => isMeant(option, typed, begins))),
        ...dayOptions(typed, change),
        ...paperOptions(typed, papers),
      ]}
      instead={typed => {
        const facts = factOptions(known, change);
        const near = facts.filter(option => isMeant(option, typed, resembles));
        return [...near, ...papersInstead(typed, papers), ...facts.filter(option => !near.includes(option))];
      }}
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

function isMeant({ words }: FactOption, typed: string, nearness: Nearness): boolean {
  const known = wordsOf(words);
  const tokens = wordsOf(typed);
  return tokens.length > 0 && tokens.every(token => nearness(known, token) < Infinity);
}
