import { language } from "./language";

/** Calendar days as `YYYY-MM-DD`, read from what people type and written as they say it. */

/** Where a day is looked for that is not told in full: a visit is ahead, a birth is back. */
export type Sense = "ahead" | "back";

const MONTHS = ["jan", "feb", "mar", "apr", "maj|may", "jun", "jul", "aug", "sep", "okt|oct", "nov", "dec"];
const WEEKDAYS: ReadonlyArray<readonly string[]> = [
  ["søndag", "sunday", "sondag"],
  ["mandag", "monday"],
  ["tirsdag", "tuesday"],
  ["onsdag", "wednesday"],
  ["torsdag", "thursday"],
  ["fredag", "friday"],
  ["lørdag", "saturday", "lordag"],
];
const NEXT_WEEK = /^(next|næste|naeste)\s+/;
const THIS_WEEK = /^(this|on|på|denne|førstkommende|coming)\s+/;
/** In what one says how far a day is, by how far it is. */
const UNITS: ReadonlyArray<{ name: "day" | "month" | "year"; days: number; untilDays: number }> = [
  { name: "day", days: 1, untilDays: 121 },
  { name: "month", days: 30.4, untilDays: 731 },
  { name: "year", days: 365.25, untilDays: Infinity },
];
const DAY_MILLIS = 86_400_000;

const NEAR: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(today|i ?dag)$/, 0],
  [/^(tomorrow|i ?morgen)$/, 1],
  [/^(day after tomorrow|i ?overmorgen)$/, 2],
  [/^(yesterday|i ?går|i ?gaar)$/, -1],
];

/** Returns today where the authorities are. */
export function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Copenhagen" }).format(new Date());
}

export function plusDays(day: string, days: number): string {
  return isoOf(Date.parse(day) + days * DAY_MILLIS);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MILLIS);
}

/** Writes a day in full: Thursday 3 December 2026. */
export function dayInWords(day: string): string {
  return format(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** Writes a day in short: 3 Dec 2026. */
export function dayInShort(day: string): string {
  return format(day, { day: "numeric", month: "short", year: "numeric" });
}

/** Writes how far a day is from today: in 7 days. */
export function dayFromToday(day: string): string {
  const days = daysBetween(today(), day);
  const unit = UNITS.find(one => Math.abs(days) < one.untilDays) ?? UNITS[UNITS.length - 1]!;
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(Math.round(days / unit.days), unit.name);
}

/**
 * Reads a day from what was typed; null if it is none.
 *
 * A weekday is the first of its name after today; with "next" it is the one of next week, which some mean
 * otherwise: whoever reads shows the day in full.
 */
export function readDay(typed: string, sense: Sense): string | null {
  const text = typed.trim().toLowerCase().replace(/,/g, " ").replace(/\s+/g, " ");
  if (text === "") {
    return null;
  }
  return near(text) ?? weekday(text) ?? named(text, sense) ?? numeric(text, sense);
}

function near(text: string): string | null {
  const fixed = NEAR.find(([pattern]) => pattern.test(text));
  if (fixed) {
    return plusDays(today(), fixed[1]);
  }
  const count = /^(?:\+|om |in )\s?(\d{1,3}) ?(dage?|days?|uger?|weeks?)?$/.exec(text);
  if (!count) {
    return null;
  }
  const weeks = /^(u|w)/.test(count[2] ?? "");
  return plusDays(today(), Number(count[1]) * (weeks ? 7 : 1));
}

function weekday(text: string): string | null {
  const name = text.replace(NEXT_WEEK, "").replace(THIS_WEEK, "");
  const number = WEEKDAYS.findIndex(names => names.some(whole => whole.startsWith(name)));
  if (number < 0 || name.length < 3) {
    return null;
  }
  const now = new Date(today()).getUTCDay();
  if (NEXT_WEEK.test(text)) {
    const mondayOfNextWeek = 7 - ((now + 6) % 7);
    return plusDays(today(), mondayOfNextWeek + ((number + 6) % 7));
  }
  return plusDays(today(), ((number - now + 6) % 7) + 1);
}

function named(text: string, sense: Sense): string | null {
  const parts =
    /^(\d{1,2})\.? ?(\p{L}{3,})\.? ?(\d{4}|\d{2})?$/u.exec(text) ??
    swapped(/^(\p{L}{3,})\.? (\d{1,2})\.? ?(\d{4}|\d{2})?$/u.exec(text));
  if (!parts) {
    return null;
  }
  const month = MONTHS.findIndex(names => new RegExp(`^(${names})`).test(parts[2] ?? ""));
  return month < 0 ? null : dated(parts[1], String(month + 1), parts[3], sense);
}

function swapped(parts: RegExpExecArray | null): (string | undefined)[] | null {
  return parts && [parts[0], parts[2], parts[1], parts[3]];
}

function numeric(text: string, sense: Sense): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (iso) {
    return dated(iso[3], iso[2], iso[1], sense);
  }
  const parts =
    /^(\d{1,2})[./ -](\d{1,2})\.?(?:[./ -]?(\d{4}|\d{2}))?$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
  return parts && dated(parts[1], parts[2], parts[3], sense);
}

/** Makes a day of its parts; without a year, the nearest one in the sense; null if there is no such day. */
function dated(day: string | undefined, month: string | undefined, year: string | undefined, sense: Sense) {
  const now = today();
  const thisYear = Number(now.slice(0, 4));
  if (year === undefined) {
    const near = isoDay(thisYear, Number(month), Number(day));
    if (near === null || (sense === "ahead" ? near >= now : near <= now)) {
      return near;
    }
    return isoDay(thisYear + (sense === "ahead" ? 1 : -1), Number(month), Number(day));
  }
  const century = year.length === 4 ? 0 : sense === "back" && 2000 + Number(year) > thisYear ? 1900 : 2000;
  return isoDay(century + Number(year), Number(month), Number(day));
}

function isoDay(year: number, month: number, day: number): string | null {
  const pad = (number: number, length: number) => String(number).padStart(length, "0");
  const iso = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const millis = Date.parse(iso);
  return year > 0 && !Number.isNaN(millis) && isoOf(millis) === iso ? iso : null;
}

function isoOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  const locale = { da: "da-DK", en: "en-GB" }[language()];
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(Date.parse(day));
}
