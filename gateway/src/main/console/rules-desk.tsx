import { useEffect } from "preact/hooks";
import type { DocumentClass, RulePack, RulePackSummary } from "./answers";
import { SourceList, SourceTitle } from "./guidance-desk";
import { useAnswer } from "./gateway";
import { join, say } from "./language";
import { acceptedName, ruleName, venueName } from "./names";
import { findSource, useRules } from "./rules";
import { Trouble } from "./verdict";

/**
 * The rule packs in force and the clauses of all reasons, each with its source.
 *
 * @param code the reason that somebody followed to its clause
 */
export function RulesDesk({ code }: { readonly code: string | null }) {
  const { packs, codes, problem } = useRules();
  useEffect(() => {
    if (code !== null) {
      document.getElementById(`code-${code}`)?.focus();
    }
  }, [code, codes]);
  return (
    <div class="rules">
      <Trouble problem={problem} />
      <h2>{say({ da: "Regelsæt, der gælder i dag", en: "Rule packs in force today" })}</h2>
      {packs.map(pack => (
        <Pack key={pack.rulePack} pack={pack} />
      ))}
      <h2>{say({ da: "Begrundelser og deres regler", en: "Reasons and their clauses" })}</h2>
      <div class="scroll" tabIndex={0} role="group" aria-label={say({ da: "Begrundelser", en: "Reasons" })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say({ da: "Begrundelse", en: "Reason" })}</th>
              <th scope="col">{say({ da: "Regel", en: "Clause" })}</th>
              <th scope="col">{say({ da: "Kilde", en: "Source" })}</th>
            </tr>
          </thead>
          <tbody>
            {codes.map(reason => (
              <tr key={reason.code} id={`code-${reason.code}`} tabIndex={-1}>
                <th scope="row">
                  {say(reason.message)} <span class="note mono">{reason.code}</span>
                </th>
                <td>{reason.clause}</td>
                <td>
                  {reason.source}: {sourceTitle(packs, reason.source)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Pack({ pack }: { readonly pack: RulePackSummary }) {
  return (
    <article class="card">
      <h3>
        {say(pack.authority.name)} <span class="note mono">{pack.rulePack}</span>
      </h3>
      <p>
        {say({ da: "Regler om ", en: "Rules about " })}
        {join(pack.rules.map(ruleName), "conjunction")}.
        {pack.legacy && say({ da: " Ældre: udstedes ikke mere.", en: " Legacy: not issued any more." })}
      </p>
      <SourceList sources={pack.sources} />
      <details>
        <summary>{say({ da: "Reglerne i tal og dokumenter", en: "The rules in numbers and documents" })}</summary>
        <PackInFull rulePack={pack.rulePack} />
      </details>
    </article>
  );
}

function PackInFull({ rulePack }: { readonly rulePack: string }) {
  const { answer: pack, problem } = useAnswer<RulePack>(`/v1/rule-packs/${rulePack}`, undefined);
  return pack ? (
    <>
      {pack.userId && (
        <p>
          {say({
            da: `Bruger-ID: ${pack.userId.minLength} til ${pack.userId.maxLength} tegn`,
            en: `User ID: ${pack.userId.minLength} to ${pack.userId.maxLength} characters`,
          })}{" "}
          ({pack.userId.source}): <span class="mono">{pack.userId.characters}</span>
        </p>
      )}
      {pack.witness && (
        <p>
          {say({
            da: `Vidne: mindst ${pack.witness.minimumAge} år, MitID i mere end ${pack.witness.mitIdMoreThanDays} dage, højst ${pack.witness.quota.limit} på ${pack.witness.quota.windowDays} dage`,
            en: `Witness: at least ${pack.witness.minimumAge} years old, MitID for more than ${pack.witness.mitIdMoreThanDays} days, at most ${pack.witness.quota.limit} in ${pack.witness.quota.windowDays} days`,
          })}{" "}
          ({pack.witness.source}).
        </p>
      )}
      {pack.documents && (
        <ul>
          {pack.documents.classes.map(one => (
            <li key={one.id}>
              {className(one)} <span class="note">{one.source}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  ) : (
    <Trouble problem={problem} />
  );
}

function className(one: DocumentClass): string {
  const demands = [
    ...(one.cprNumberRequired ? [say({ da: "viser CPR-nummeret", en: "shows the CPR number" })] : []),
    ...(one.photoRequired ? [say({ da: "har billede", en: "has a picture" })] : []),
    ...(one.venues.length === 1 ? one.venues.map(venueName) : []),
  ];
  const name = join(one.anyOf.map(acceptedName), "disjunction");
  return demands.length === 0 ? name : `${name}: ${join(demands, "conjunction")}`;
}

function sourceTitle(packs: readonly RulePackSummary[], id: string) {
  const source = findSource(packs, id);
  return source && <SourceTitle source={source} />;
}
