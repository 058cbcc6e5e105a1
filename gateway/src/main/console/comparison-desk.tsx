import type { ComponentChildren } from "preact";
import type {
  DocumentAnswer,
  Reason,
  RulePackSummary,
  UserIdAnswer,
  Verdict,
  VisitAnswer,
  WitnessAnswer,
} from "./answers";
import { documentQuestion, visitQuestion, wishes, witnessQuestion, type Case } from "./case";
import { dayInShort } from "./days";
import { setName } from "./document-answer";
import { useAnswer, type Kept, type Problem } from "./gateway";
import { say } from "./language";
import { routeName, VERDICTS } from "./names";
import { useRules } from "./rules";
import { Icon, ReasonLine, Trouble, troubleWords } from "./verdict";

interface Judged {
  readonly pack: RulePackSummary;
  readonly visit: Kept<VisitAnswer>;
  readonly documents: Kept<DocumentAnswer>;
  readonly witness: Kept<WitnessAnswer>;
  readonly userIds: Kept<{ readonly results: readonly UserIdAnswer[] }>;
}

/** What a pack answers that has no rules about something; asking it would be the same problem. */
const NOT_RULED = {
  problem: { status: 422, code: "not-ruled-by-pack", pointers: [], retrySeconds: null },
  isCurrent: true,
};

/** The citizen's case as every pack in force judges it, side by side. */
export function ComparisonDesk({ known }: { readonly known: Case }) {
  const { packs, problem } = useRules();
  return packs.length === 0 ? <Trouble problem={problem} /> : <Table known={known} packs={packs} />;
}

/** The packs are a fixed list once they are known, so that each may ask its own questions. */
function Table({ known, packs }: { readonly known: Case; readonly packs: readonly RulePackSummary[] }) {
  const judged = packs.map(pack => useJudged(known, pack));
  const rows: readonly Row[] = [
    {
      name: say({ da: "Hele besøget", en: "The whole visit" }),
      value: one => one.visit.answer?.verdict ?? one.visit.problem?.code ?? "",
      cell: one => <VerdictCell asked={one.visit} />,
    },
    {
      name: say({ da: "Dokumenterne", en: "The documents" }),
      value: one => one.documents.answer?.verdict ?? one.documents.problem?.code ?? "",
      cell: one => <VerdictCell asked={one.documents} />,
    },
    {
      name: say({ da: "Hvordan", en: "How" }),
      value: one => one.documents.answer?.route ?? "",
      cell: one => one.documents.answer?.route && routeName(one.documents.answer.route),
    },
    {
      name: say({ da: "Hvorfor ikke", en: "Why not" }),
      value: one => one.documents.answer?.reasons.map(reason => reason.code + reason.documents).join() ?? "",
      cell: one => reasonsCell(one.documents.answer?.reasons ?? []),
    },
    {
      name: say({ da: "Tag med, nemmest", en: "Easiest to bring" }),
      value: one => (one.documents.answer?.bring[0] ? setName(one.documents.answer.bring[0]) : ""),
      cell: one => one.documents.answer?.bring[0] && setName(one.documents.answer.bring[0]),
    },
    {
      name: say({ da: "Holder til og med", en: "Holds through" }),
      value: one => one.documents.answer?.verdictUntil ?? "",
      cell: one => one.documents.answer?.verdictUntil && dayInShort(one.documents.answer.verdictUntil),
    },
    ...(known.witness === null ? [] : witnessRows()),
    ...wishes(known).map(wishRow),
  ];
  return (
    <>
      <p>
        {say({
          da: "Sagen, som den er tastet, bedømt efter hvert regelsæt. Rækker med forskel er mærket ≠.",
          en: "The case as it was typed, judged by every rule pack. Rows that differ are marked ≠.",
        })}
      </p>
      <div class="scroll" tabIndex={0} role="group" aria-label={say({ da: "Sammenligning", en: "Comparison" })}>
        <table class="comparison">
          <thead>
            <tr>
              <th scope="col">{say({ da: "Spørgsmål", en: "Question" })}</th>
              {packs.map(pack => (
                <th key={pack.rulePack} scope="col">
                  {say(pack.authority.name)} <span class="note mono">{pack.rulePack}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <RowLine key={index} row={row} judged={judged} isComparable={judged.every(isAnswered)} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface Row {
  readonly name: string;
  /** What is compared. */
  readonly value: (one: Judged) => string;
  readonly cell: (one: Judged) => ComponentChildren;
}

/** Whether everything that is asked was answered once. */
function isAnswered({ visit, documents, witness, userIds }: Judged): boolean {
  return [visit, documents, witness, userIds].every(asked => asked.isCurrent || asked.answer || asked.problem);
}

interface RowLineProps {
  readonly row: Row;
  readonly judged: readonly Judged[];
  readonly isComparable: boolean;
}

function RowLine({ row, judged, isComparable }: RowLineProps) {
  const differs = isComparable && new Set(judged.map(row.value)).size > 1;
  return (
    <tr class={differs ? "differs" : ""}>
      <th scope="row">
        {differs && (
          <span class="mark">
            <span aria-hidden="true">≠</span>
            <span class="away">{say({ da: "Forskel: ", en: "Differs: " })}</span>
          </span>
        )}
        {row.name}
      </th>
      {judged.map(one => (
        <td key={one.pack.rulePack}>{row.cell(one) || "–"}</td>
      ))}
    </tr>
  );
}

function witnessRows(): readonly Row[] {
  return [
    {
      name: say({ da: "Vidnet", en: "The witness" }),
      value: one => one.witness.answer?.verdict ?? one.witness.problem?.code ?? "",
      cell: one => <VerdictCell asked={one.witness} />,
    },
    {
      name: say({ da: "Vidne fra", en: "Witness from" }),
      value: one => one.witness.answer?.allowedFrom ?? "",
      cell: one => one.witness.answer?.allowedFrom && dayInShort(one.witness.answer.allowedFrom),
    },
    {
      name: say({ da: "Hvorfor ikke vidne", en: "Why not a witness" }),
      value: one => one.witness.answer?.reasons.map(reason => reason.code).join() ?? "",
      cell: one => reasonsCell(one.witness.answer?.reasons ?? []),
    },
  ];
}

function wishRow(wish: string, index: number): Row {
  const result = (one: Judged) => one.userIds.answer?.results[index];
  const violations = (one: Judged) => result(one)?.violations ?? [];
  return {
    name: `${say({ da: "Bruger-ID", en: "User ID" })} ${wish}`,
    value: one =>
      one.userIds.problem?.code ?? [result(one)?.verdict, ...violations(one).map(({ code }) => code)].join(),
    cell: one => (
      <>
        <VerdictCell asked={{ ...one.userIds, answer: result(one) }} />
        {reasonsCell(violations(one))}
      </>
    ),
  };
}

function useJudged(known: Case, pack: RulePackSummary): Judged {
  const asked = { ...known, rulePack: pack.id };
  const userIds = wishes(known);
  const rules = (kind: string) => pack.rules.includes(kind);
  const rulesAll =
    rules("documents") && (!known.witness || rules("witness")) && (userIds.length === 0 || rules("user-id"));
  return {
    pack,
    visit: useRuled("/v1/visit-checks", visitQuestion(asked), rulesAll),
    documents: useRuled("/v1/document-checks", documentQuestion(asked, 1), rules("documents")),
    witness: useRuled("/v1/witness-checks", known.witness && witnessQuestion(asked), rules("witness")),
    userIds: useRuled(
      "/v1/user-id-checks/batch",
      userIds.length === 0 ? null : { userIds, rulePack: pack.id },
      rules("user-id"),
    ),
  };
}

function useRuled<T>(path: string, question: object | null, isRuled: boolean): Kept<T> {
  const asked = useAnswer<T>(path, isRuled ? question : null);
  return isRuled ? asked : NOT_RULED;
}

interface VerdictCellProps {
  readonly asked: { readonly answer?: { readonly verdict: Verdict } | undefined; readonly problem?: Problem };
}

function VerdictCell({ asked }: VerdictCellProps) {
  if (asked.problem) {
    return <>{troubleWords(asked.problem)}</>;
  }
  const name = asked.answer && VERDICTS[asked.answer.verdict];
  return name ? (
    <span class="line">
      <Icon tone={name.tone} />
      {say(name.words)}
    </span>
  ) : null;
}

function reasonsCell(reasons: readonly Reason[]): ComponentChildren {
  return reasons.length === 0 ? null : (
    <ul class="reasons">
      {reasons.map((reason, index) => (
        <li key={index}>
          <ReasonLine reason={reason} />
        </li>
      ))}
    </ul>
  );
}
