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
      >
        {packs.map(pack => (
          <option key={pack.id} value={pack.id}>
            {say(pack.authority.name)} ({pack.id})
          </option>
        ))}
      </Pick>
    </div>
  );
}
