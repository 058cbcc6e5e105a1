import type { RulePackSummary } from "./answers";
import type { Case } from "./case";
import { dayInWords, today } from "./days";
import { DayField, Pick } from "./fields";
import { say } from "./language";
import { VENUES, venueName } from "./names";

interface CaseBarProps {
  readonly known: Case;
  readonly change: (change: Partial<Case>) => void;
  readonly packs: readonly RulePackSummary[];
}

/** What every question about the citizen has in common: the day, the place, the rules. */
export function CaseBar({ known, change, packs }: CaseBarProps) {
  const chosen = packs.find(pack => pack.id === known.rulePack);
  return (
    <div class="case">
      <DayField
        label={say({ da: "Besøget er", en: "The visit is" })}
        value={known.on}
        sense="ahead"
        hint={say({ da: `I dag: ${dayInWords(today())}`, en: `Today: ${dayInWords(today())}` })}
        placeholder={say({ da: "næste torsdag, 3/12", en: "next thursday, 3/12" })}
        onInput={on => change({ on })}
      />
      <Pick label={say({ da: "Hvor", en: "Where" })} value={known.venue} onChange={venue => change({ venue })}>
        {Object.keys(VENUES).map(venue => (
          <option key={venue} value={venue}>
            {venueName(venue)}
          </option>
        ))}
      </Pick>
      <Pick
        label={say({ da: "Regelsæt", en: "Rule pack" })}
        value={known.rulePack}
        onChange={rulePack => change({ rulePack })}
        hint={chosen && versionOf(chosen)}
      >
        {packs.map(pack => (
          <option key={pack.id} value={pack.id}>
            {packs.some(other => other !== pack && say(other.authority.name) === say(pack.authority.name))
              ? `${say(pack.authority.name)} (${pack.id})`
              : say(pack.authority.name)}
          </option>
        ))}
      </Pick>
    </div>
  );
}

/** Says which version of a pack is in force today; the one of the visit's day may be another. */
function versionOf({ rulePack, legacy }: RulePackSummary): string {
  return (
    say({ da: `I dag: ${rulePack}`, en: `Today: ${rulePack}` }) +
    (legacy ? say({ da: ". Ældre: udstedes ikke mere.", en: ". Legacy: not issued any more." }) : "")
  );
}
