import { language } from "./language";

/** Calendar days as `YYYY-MM-DD`, read from what people type and written as they say it. */

/**
 * Where a day is looked for that is told without its year: a visit and an expiry are ahead, an issue is back; a birth
 * may have been in any year, so that nobody guesses.
 */
export type Sense = "ahead" | "back" | "birth";

/** Why something is no day that could be taken. */
export type DayFault = "form" | "year" | "calendar" | "weekday";

const MONTHS: ReadonlyArray<readonly string[]> = [
  ["januar", "january"],
  ["februar", "february"],
  ["marts", "march"],
  ["april"],
  ["maj", "may"],
  ["juni", "june"],
  ["juli", "july"],
  ["august"],
  ["september"],
  ["oktober", "october"],
  ["november"],
  ["december"],
];
const WEEKDAYS: ReadonlyArray<readonly string[]> = [
  ["søndag", "sunday", "sondag", "soendag"],
  ["mandag", "monday"],
  ["tirsdag", "tuesday"],
  ["onsdag", "wednesday"],
  ["torsdag", "thursday"],
  ["fredag", "friday"],
  ["lørdag", "saturday", "lordag", "loerdag"],
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
const TIME_ZONE = "Europe/Copenhagen";
const LOCALES = { da: "da-DK", en: "en-GB" };
/** One in which every day of the calendar is. */
const LEAP_YEAR = 2024;

const NEAR: ReadonlyArray<readonly [RegExp, number]> = [
  [/^(today|i ?dag)$/, 0],
  [/^(tomorrow|i ?morgen)$/, 1],
  [/^(day after tomorrow|i ?overmorgen)$/, 2],
  [/^(yesterday|i ?går|i ?gaar)$/, -1],
];

/** Returns today where the authorities are. */
export function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: TIME_ZONE }).format(new Date());
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

/** Writes a moment in short, by the clock of the authorities: 3 Dec 2026, 09:30. */
export function momentInShort(moment: string): string {
  return new Intl.DateTimeFormat(LOCALES[language()], {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: TIME_ZONE,
  }).format(Date.parse(moment));
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
  const read = readOrFault(typed, sense);
  return "day" in read ? read.day : null;
}

/** Returns why what was typed is no day; null if it is one, or nothing. */
export function dayFault(typed: string, sense: Sense): DayFault | null {
  const read = readOrFault(typed, sense);
  return "day" in read || typed.trim() === "" ? null : read.fault;
}

type Read = { readonly day: string } | { readonly fault: DayFault };

function readOrFault(typed: string, sense: Sense): Read {
  const text = typed.trim().toLowerCase().replace(/[,'’]/g, " ").replace(/\s+/g, " ");
  const close = text === "" ? null : (near(text) ?? weekday(text));
  if (close !== null) {
    return { day: close };
  }
  const [named, rest] = ofWeekday(text);
  const parts = spelled(rest) ?? numeric(rest);
  if (!parts) {
    return { fault: "form" };
  }
  const read = dated(parts, sense);
  return named !== null && "day" in read && new Date(read.day).getUTCDay() !== named ? { fault: "weekday" } : read;
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
  const number = weekdayOf(text.replace(NEXT_WEEK, "").replace(THIS_WEEK, ""));
  if (number === null) {
    return null;
  }
  const now = new Date(today()).getUTCDay();
  if (NEXT_WEEK.test(text)) {
    const mondayOfNextWeek = 7 - ((now + 6) % 7);
    return plusDays(today(), mondayOfNextWeek + ((number + 6) % 7));
  }
  return plusDays(today(), ((number - now + 6) % 7) + 1);
}

/** Returns which day of the week a name or its beginning is, from Sunday on. */
function weekdayOf(name: string): number | null {
  const number = WEEKDAYS.findIndex(names => names.some(whole => whole.startsWith(name)));
  return number < 0 || name.length < 3 ? null : number;
}

/** Takes the weekday off a day that is told with it, as in "torsdag den 3. december". */
function ofWeekday(text: string): readonly [number | null, string] {
  const [, name, rest] = /^(?:(?:on|på) )?(\p{L}{3,})\.? (.*\d.*)$/u.exec(text) ?? [];
  const number = name === undefined ? null : weekdayOf(name);
  return [number, (number === null ? text : (rest ?? "")).replace(/^(den|d\.?|the|on the|on) /, "")];
}

/** Day, month and year as they were typed; the year may be missing. */
type Parts = readonly [number, number, string | undefined];

function spelled(text: string): Parts | null {
  const order = /^(\d{1,2})(?:st|nd|rd|th)?\.?[ -]?(?:of )?(\p{L}{3,})\.?[ -]?(\d{4}|\d{2})?$/u.exec(text);
  if (order) {
    return partsOf(order[1], monthOf(order[2]), order[3]);
  }
  const swapped = /^(\p{L}{3,})\.?[ -]?(?:the )?(\d{1,2})(?:st|nd|rd|th)?\.?(?: (\d{4}|\d{2}))?$/u.exec(text);
  return swapped && partsOf(swapped[2], monthOf(swapped[1]), swapped[3]);
}

/** Returns the number of the month with that name or beginning of a name; undefined if there is none. */
function monthOf(name = ""): string | undefined {
  const index = MONTHS.findIndex(names => names.some(whole => whole.startsWith(name)));
  return index < 0 ? undefined : String(index + 1);
}

function numeric(text: string): Parts | null {
  const iso = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text);
  if (iso) {
    return partsOf(iso[3], iso[2], iso[1]);
  }
  const parts =
    /^(\d{1,2})\.?[./ -] ?(\d{1,2})\.?(?:(?:[/-]| ?[. ] ?)?(\d{4}|\d{2}))?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text);
  return parts && partsOf(parts[1], parts[2], parts[3]);
}

function partsOf(day: string | undefined, month: string | undefined, year: string | undefined): Parts | null {
  return month === undefined ? null : [Number(day), Number(month), year];
}

/** Makes a day of its parts; without a year, the nearest one in the sense. */
function dated([day, month, year]: Parts, sense: Sense): Read {
  const now = today();
  const thisYear = Number(now.slice(0, 4));
  const isRight = (iso: string | null): iso is string =>
    iso !== null && (sense === "ahead" ? iso >= now : sense === "birth" || iso <= now);
  if (year !== undefined) {
    const centuries = year.length === 4 ? [0] : sense === "ahead" ? [2000] : [2000, 1900];
    const days = centuries.map(century => isoDay(century + Number(year), month, day));
    const read = days.find(iso => iso !== null && (days.length === 1 || iso <= now)) ?? null;
    return read === null ? { fault: "calendar" } : { day: read };
  }
  if (isoDay(LEAP_YEAR, month, day) === null) {
    return { fault: "calendar" };
  }
  if (sense === "birth") {
    return { fault: "year" };
  }
  // Within eight years there is a 29 February, also about a year like 2100.
  const step = sense === "ahead" ? 1 : -1;
  const years = Array.from({ length: 9 }, (_, distance) => isoDay(thisYear + step * distance, month, day));
  const read = years.find(isRight);
  return read === undefined ? { fault: "calendar" } : { day: read };
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
  return new Intl.DateTimeFormat(LOCALES[language()], { ...options, timeZone: "UTC" }).format(Date.parse(day));
}
