import { paper, type Paper } from "./case";
import { COUNTRIES } from "./countries";
import { begins, resembles, wordsOf, type Nearness } from "./likeness";
import { PAPER_KINDS } from "./names";

/** Finds documents by what is typed: "swe pass", "sundhedskort app", "svensk pas". */

const MAX_FOUND = 8;
const MAX_NEAR = 4;
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

/** Returns every type, as Denmark issues it. */
export function everyPaper(): readonly Paper[] {
  return Object.keys(PAPER_KINDS).map(type => paper(type, issuersByDefault(type)[0] ?? null, "physical"));
}

/** Returns what was probably meant, the likeliest first; of nothing typed, every type. */
export function findPapers(typed: string): readonly Paper[] {
  const tokens = wordsOf(typed);
  return tokens.length === 0 ? everyPaper() : find(tokens, begins).slice(0, MAX_FOUND);
}

/** Returns what comes near to something of which nothing was found: mistyped, or with words that say nothing here. */
export function findNearPapers(typed: string): readonly Paper[] {
  const tokens = wordsOf(typed);
  const near = find(tokens, resembles);
  const telling = tokens.filter(token => CANDIDATES.some(({ words }) => resembles(words, token) < Infinity));
  return (near.length > 0 || telling.length === 0 ? near : find(telling, resembles)).slice(0, MAX_NEAR);
}

function find(tokens: readonly string[], nearness: Nearness): readonly Paper[] {
  const wantsApp = tokens.some(isApp);
  const named = tokens.filter(token => !isApp(token));
  return CANDIDATES.map(({ type, words }) => ({
    type,
    rest: named.filter(token => nearness(words, token) === Infinity),
    exact: named.filter(token => words.includes(token)).length,
    slips: named.map(token => nearness(words, token)).reduce((sum, one) => (one === Infinity ? sum : sum + one), 0),
  }))
    .map(candidate => ({ ...candidate, issuers: issuers(candidate.type, candidate.rest, nearness) }))
    .filter(candidate => (wantsApp ? comesAsApp(candidate.type) : true) && candidate.issuers.length > 0)
    .sort((a, b) => a.rest.length - b.rest.length || b.exact - a.exact || a.slips - b.slips)
    .flatMap(candidate =>
      candidate.issuers.flatMap(issuer =>
        formsOf(candidate.type, wantsApp).map(form => paper(candidate.type, issuer, form)),
      ),
    );
}

function isApp(token: string): boolean {
  return token.length > 1 && APP.some(word => word.startsWith(token));
}

/** Returns the issuers whom the words name that do not name the type; none if there is nobody of that name. */
function issuers(type: string, rest: readonly string[], nearness: Nearness): readonly (string | null)[] {
  if (rest.length === 0) {
    return issuersByDefault(type);
  }
  return PAPER_KINDS[type]?.anyIssuer
    ? []
    : ISSUERS.filter(country => rest.every(token => nearness(country.words, token) < Infinity))
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
