import type { Attestation, WitnessHistory } from "./answers";
import { dayInShort, dayInWords, daysBetween, plusDays } from "./days";
import { say } from "./language";

const WIDTH = 720;
const HEIGHT = 96;
const MARGIN = 24;
const LINE = 52;

interface Props {
  readonly history: WitnessHistory;
  /** The day that is judged. */
  readonly on: string;
}

/** The days of a window up to the one that is judged, with what was attested in them, and where a place gets free. */
export function Timeline({ history, on }: Props) {
  const days = history.quota.windowDays;
  const first = plusDays(on, 1 - days);
  const last = history.allowedFrom !== null && history.allowedFrom > on ? history.allowedFrom : on;
  const span = Math.max(daysBetween(first, last), 1);
  const x = (day: string) => MARGIN + (daysBetween(first, day) / span) * (WIDTH - 2 * MARGIN);
  const isShown = (day: string) => day >= first && day <= last;
  const shown = history.attestations.filter(one => isShown(one.on));
  const erased = (history.erasedDays ?? []).filter(isShown);
  return (
    <svg class="timeline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={inWords(history, on, shown, erased)}>
      <rect class="window" x={x(first)} y={LINE - 14} width={x(on) - x(first)} height={28} rx={4} />
      <line class="axis" x1={x(first)} x2={x(last)} y1={LINE} y2={LINE} />
      {monthsBetween(first, last).map(month => (
        <g key={month}>
          <line class="month" x1={x(month)} x2={x(month)} y1={LINE - 4} y2={LINE + 4} />
        </g>
      ))}
      <Mark at={x(first)} text={dayInShort(first)} anchor="start" />
      <Mark at={x(on)} text={dayInShort(on)} anchor={last === on ? "end" : "middle"} />
      <line class="judged" x1={x(on)} x2={x(on)} y1={LINE - 20} y2={LINE + 20} />
      {last !== on && (
        <>
          <path class="free" d={`M${x(last)} ${LINE - 8}l8 8-8 8-8-8z`} />
          <text x={x(last)} y={LINE - 16} text-anchor="end">
            {say({ da: "Ledig plads ", en: "Free place " })}
            {dayInShort(last)}
          </text>
        </>
      )}
      {shown.map(one => (
        <circle key={one.attestationId} class={one.voidedAt ? "voided" : "counts"} cx={x(one.on)} cy={LINE} r={7}>
          <title>{dayInShort(one.on)}</title>
        </circle>
      ))}
      {erased.map((day, place) => (
        <circle key={place} class="counts" cx={x(day)} cy={LINE} r={7}>
          <title>{dayInShort(day)}</title>
        </circle>
      ))}
    </svg>
  );
}

function Mark({
  at,
  text,
  anchor,
}: {
  readonly at: number;
  readonly text: string;
  readonly anchor: "start" | "middle" | "end";
}) {
  return (
    <text x={at} y={LINE + 38} text-anchor={anchor}>
      {text}
    </text>
  );
}

function inWords(
  history: WitnessHistory,
  on: string,
  shown: readonly Attestation[],
  erased: readonly string[],
): string {
  const counted = [...shown.filter(one => !one.voidedAt).map(one => one.on), ...erased].sort().map(dayInWords);
  return (
    say({
      da: `De ${history.quota.windowDays} dage til og med ${dayInWords(on)}. `,
      en: `The ${history.quota.windowDays} days through ${dayInWords(on)}. `,
    }) +
    (counted.length === 0
      ? say({ da: "Ingen bevidnelser.", en: "No attestations." })
      : say({ da: "Bevidnelser: ", en: "Attestations: " }) + counted.join("; ") + ".")
  );
}

/** Returns the first days of the months between two days. */
function monthsBetween(first: string, last: string): readonly string[] {
  const months: string[] = [];
  for (let day = plusDays(first, 1); day <= last; day = plusDays(day, 1)) {
    if (day.endsWith("-01")) {
      months.push(day);
    }
  }
  return months;
}
