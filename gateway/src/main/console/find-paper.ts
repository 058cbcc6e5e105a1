import { paper, type Paper } from "./case";
import { COUNTRIES } from "./countries";
import { PAPER_KINDS } from "./names";

/** Finds documents by what is typed: "swe pass", "sundhedskort app", "svensk pas". */

const MAX_FOUND = 8;
const APP = ["app", "telefon", "phone", "mobil"];

interface Candidate {
  readonly type: string;
  readonly words: readonly string[];
}

const CANDIDATES: readonly Candidate[] = Object.entries(PAPER_KINDS).map(([type, kind]) => ({
  type,
  words: wordsOf(`${kind.name.da} ${kind.name.en} ${kind.also}`),
}));

const ISSUERS = COUNTRIES.map(country => ({ code: country.code, words: wordsOf(country.words) }));

/** Whose documents come first where no country was typed. */
const REALM = ["DK", "GL", "FO"];
const NEIGHBOURS = ["SE", "NO", "DE", "PL"];

/** Returns what was probably meant, the likeliest first; of nothing typed, every type as Denmark issues it. */
export function findPapers(typed: string): readonly Paper[] {
  const tokens = wordsOf(typed);
  if (tokens.length === 0) {
    return Object.keys(PAPER_KINDS).map(type => paper(type, issuersByDefault(type)[0] ?? null, "physical"));
  }
  const wantsApp = tokens.some(token => token.length > 1 && APP.some(word => word.startsWith(token)));
  const named = tokens.filter(token => !(token.length > 1 && APP.some(word => word.startsWith(token))));
  return CANDIDATES.map(candidate => ({ candidate, rest: named.filter(token => !begins(candidate.words, token)) }))
    .filter(
      ({ candidate, rest }) =>
        (wantsApp ? comesAsApp(candidate.type) : true) && issuers(candidate.type, rest).length > 0,
    )
    .sort((a, b) => a.rest.length - b.rest.length || exactness(b.candidate, named) - exactness(a.candidate, named))
    .flatMap(({ candidate, rest }) =>
      issuers(candidate.type, rest).flatMap(issuer =>
        formsOf(candidate.type, wantsApp).map(form => paper(candidate.type, issuer, form)),
      ),
    )
    .slice(0, MAX_FOUND);
}

/** Returns the issuers whom the words name that do not name the type; none if there is nobody of that name. */
function issuers(type: string, rest: readonly string[]): readonly (string | null)[] {
  if (rest.length === 0) {
    return issuersByDefault(type);
  }
  return PAPER_KINDS[type]?.anyIssuer
    ? []
    : ISSUERS.filter(country => rest.every(token => begins(country.words, token)))
        .map(country => country.code)
        .slice(0, 3);
}

function issuersByDefault(type: string): readonly (string | null)[] {
  if (PAPER_KINDS[type]?.anyIssuer) {
    return [null];
  }
  return type === "national-id-card" ? NEIGHBOURS : type === "passport" || type === "driving-licence" ? REALM : ["DK"];
}

function formsOf(type: string, wantsApp: boolean): readonly ("physical" | "app")[] {
  return wantsApp ? ["app"] : comesAsApp(type) ? ["physical", "app"] : ["physical"];
}

function comesAsApp(type: string): boolean {
  return PAPER_KINDS[type]?.comesAsApp === true;
}

/** Counts the typed words that are whole words of the name. */
function exactness(candidate: Candidate, tokens: readonly string[]): number {
  return tokens.filter(token => candidate.words.includes(token)).length;
}

function begins(words: readonly string[], token: string): boolean {
  return words.some(word => word.startsWith(token));
}

/** Splits a text into words as a keyboard without the language's letters writes them too. */
export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/æ/g, "ae")
    .replace(/ø/g, "o")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/aa/g, "a")
    .split(/[^a-z0-9]+/)
    .filter(word => word !== "");
}
