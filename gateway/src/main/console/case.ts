import { readDay, type Sense } from "./days";

/** What is known of one citizen, as it was typed; it is in the memory of this page alone. */

/** Something that is true, false or not told (SPEC, "Facts are three-valued"). */
export type Fact = "yes" | "no" | "unknown";

export interface Paper {
  /** Tells papers apart while others are added and removed. */
  readonly key: number;
  readonly type: string;
  readonly issuer: string | null;
  readonly form: "physical" | "app";
  readonly cprNumberShown: Fact;
  readonly nameMatchesCpr: Fact;
  readonly expiresOn: string;
  readonly noExpiryDate: boolean;
  readonly issuedOn: string;
  readonly year: string;
  readonly temporary: boolean;
  readonly photo: Fact;
}

export interface Witness {
  readonly personId: string;
  readonly birthDate: string;
  readonly mitIdSince: string;
  readonly professional: boolean;
  readonly papers: readonly Paper[];
  readonly hasNoPapers: boolean;
}

export interface Case {
  readonly on: string;
  readonly venue: string;
  readonly rulePack: string;
  readonly papers: readonly Paper[];
  readonly livesAbroad: boolean;
  readonly foreigner: boolean;
  readonly applicantId: string;
  /** Null if nobody comes along. */
  readonly witness: Witness | null;
  readonly canAnswerControlQuestions: Fact;
  readonly userIds: readonly string[];
}

export type Change<T> = (change: Partial<T>) => void;

export const NO_WITNESS_FACTS: Witness = {
  personId: "",
  birthDate: "",
  mitIdSince: "",
  professional: false,
  papers: [],
  hasNoPapers: false,
};

export const NEW_CASE: Case = {
  on: "",
  venue: "citizen-service",
  rulePack: "mitid-national",
  papers: [],
  livesAbroad: false,
  foreigner: false,
  applicantId: "",
  witness: null,
  canAnswerControlQuestions: "unknown",
  userIds: [""],
};

/** The most that a question may have of each. */
export const MAX_PAPERS = 20;
export const MAX_WISHES = 10;

/** The nil and the max UUID are nobody's. */
const PERSON_ID = /^(?![0-]+$|[f-]+$)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

let papersMade = 0;

export function paper(type: string, issuer: string | null, form: "physical" | "app"): Paper {
  return {
    key: ++papersMade,
    type,
    issuer,
    form,
    cprNumberShown: "unknown",
    nameMatchesCpr: "unknown",
    expiresOn: "",
    noExpiryDate: false,
    issuedOn: "",
    year: "",
    temporary: false,
    photo: "unknown",
  };
}

export function isPersonId(typed: string): boolean {
  return PERSON_ID.test(typed.trim());
}

export function isYear(typed: string): boolean {
  return /^[1-9]\d{3}$/.test(typed.trim());
}

/** Whether nothing has been said yet. */
export function isEmpty(known: Case): boolean {
  return (
    known.papers.length === 0 &&
    known.witness === null &&
    known.canAnswerControlQuestions === "unknown" &&
    known.userIds.every(wish => wish === "")
  );
}

/** Whether it is known on which day the visit is; with nothing typed it is today. */
export function isDayReadable(known: Case): boolean {
  return known.on.trim() === "" || readDay(known.on, "ahead") !== null;
}

/** Returns the user IDs that are wished for, in order. */
export function wishes(known: Case): readonly string[] {
  return known.userIds.filter(wish => wish !== "");
}

/** Returns what is asked of the documents; null while the day cannot be read, as of every question of a day. */
export function documentQuestion(known: Case, bringLimit: number) {
  return isDayReadable(known) ? { ...documents(known), bringLimit } : null;
}

/** Returns what is asked of the witness. */
export function witnessQuestion(known: Case) {
  return isDayReadable(known) ? { ...people(known, known.witness ?? NO_WITNESS_FACTS), ...circumstances(known) } : null;
}

/** Returns what is asked of the whole visit. */
export function visitQuestion(known: Case) {
  const userIds = wishes(known);
  return isDayReadable(known)
    ? {
        ...documents(known),
        ...people(known, known.witness),
        ...truth("canAnswerControlQuestions", known.canAnswerControlQuestions),
        ...(userIds.length > 0 && { userIds }),
      }
    : null;
}

function documents(known: Case) {
  return {
    documents: known.papers.map(document),
    ...circumstances(known),
    livesAbroad: known.livesAbroad,
    foreigner: known.foreigner,
  };
}

function circumstances(known: Case) {
  return { ...dayOf("on", known.on, "ahead"), venue: known.venue, rulePack: known.rulePack };
}

function people(known: Case, witness: Witness | null) {
  return {
    ...(witness && { witness: witnessFacts(witness) }),
    ...(isPersonId(known.applicantId) && { applicant: { personId: known.applicantId.trim() } }),
  };
}

function witnessFacts(witness: Witness) {
  return {
    ...(isPersonId(witness.personId) && { personId: witness.personId.trim() }),
    ...dayOf("birthDate", witness.birthDate, "birth"),
    ...dayOf("mitIdSince", witness.mitIdSince, "back"),
    professional: witness.professional,
    ...((witness.papers.length > 0 || witness.hasNoPapers) && { documents: witness.papers.map(document) }),
  };
}

function document(paper: Paper) {
  return {
    type: paper.type,
    ...(paper.issuer !== null && { issuer: paper.issuer }),
    form: paper.form,
    ...truth("photo", paper.photo),
    ...truth("cprNumberShown", paper.cprNumberShown),
    ...truth("nameMatchesCpr", paper.nameMatchesCpr),
    temporary: paper.temporary,
    noExpiryDate: paper.noExpiryDate,
    ...(!paper.noExpiryDate && dayOf("expiresOn", paper.expiresOn, "ahead")),
    ...dayOf("issuedOn", paper.issuedOn, "back"),
    ...(isYear(paper.year) && { year: Number(paper.year) }),
  };
}

function truth(name: string, fact: Fact) {
  return fact === "unknown" ? {} : { [name]: fact === "yes" };
}

function dayOf(name: string, typed: string, sense: Sense) {
  const day = readDay(typed, sense);
  return day === null ? {} : { [name]: day };
}
