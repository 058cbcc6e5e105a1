import type { AcceptedDocument, Verdict } from "./answers";
import { countryName, join, say, type Text } from "./language";

/** What the codes of the contract are called by people. A code that came later is shown as it is. */

type Names = Readonly<Record<string, Text>>;

interface PaperKind {
  readonly name: Text;
  /** What it is called besides. */
  readonly also: string;
  readonly hasPhoto?: true;
  readonly expires?: true;
  readonly asksFor?: "issuedOn" | "year";
  readonly comesAsApp?: true;
  readonly anyIssuer?: true;
}

/** Every type of document, in the order in which a list shows them. */
export const PAPER_KINDS: Readonly<Record<string, PaperKind>> = {
  passport: {
    name: { da: "Pas", en: "Passport" },
    also: "rejsepas reisepass passeport pasaporte passaporto paszport pasaport",
    hasPhoto: true,
    expires: true,
  },
  "driving-licence": {
    name: { da: "Kørekort", en: "Driving licence" },
    also: "license drivers korkort førerkort førerbevis führerschein conducir patente prawo jazdy",
    hasPhoto: true,
    expires: true,
    comesAsApp: true,
  },
  "health-insurance-card": {
    name: { da: "Sundhedskort", en: "Health insurance card" },
    also: "sygesikringsbevis sygesikringskort sygekort cpr-kort gult kort yellow krankenkarte",
    comesAsApp: true,
  },
  "national-id-card": {
    name: { da: "Nationalt id-kort", en: "National ID card" },
    also: "identitetskort identity idkort personalausweis ausweis cédula identité identidad dowod osobisty",
    hasPhoto: true,
    expires: true,
  },
  "residence-permit": {
    name: { da: "Opholdskort", en: "Residence permit" },
    also: "opholdstilladelse opholdsbevis aufenthaltstitel karta pobytu",
    hasPhoto: true,
    expires: true,
  },
  "municipal-id-card": {
    name: { da: "Legitimationskort fra kommunen", en: "Municipal ID card" },
    also: "kommune idkort id-kort",
    hasPhoto: true,
    expires: true,
  },
  "residence-certificate": { name: { da: "Bopælsattest", en: "Residence certificate" }, also: "adresse address folkeregister" },
  "personal-certificate": { name: { da: "Personattest", en: "Personal certificate" }, also: "" },
  "birth-certificate": { name: { da: "Fødselsattest", en: "Birth certificate" }, also: "" },
  "baptism-certificate": { name: { da: "Dåbsattest", en: "Baptism certificate" }, also: "" },
  "name-certificate": { name: { da: "Navneattest", en: "Name certificate" }, also: "" },
  "birth-and-baptism-certificate": {
    name: { da: "Fødsels- og dåbsattest", en: "Birth and baptism certificate" },
    also: "",
  },
  "birth-and-name-certificate": { name: { da: "Fødsels- og navneattest", en: "Birth and name certificate" }, also: "" },
  "cpr-number-certificate": {
    name: { da: "Attest for personnummer", en: "CPR number certificate" },
    also: "cpr-attest personnummerbevis",
  },
  "tax-assessment-notice": { name: { da: "Årsopgørelse", en: "Tax assessment notice" }, also: "skat", asksFor: "year" },
  "preliminary-income-assessment": {
    name: { da: "Forskudsopgørelse", en: "Preliminary income assessment" },
    also: "skat tax",
    asksFor: "year",
  },
  "public-benefit-documentation": {
    name: { da: "Dokumentation for en offentlig ydelse", en: "Documentation for a public benefit" },
    also: "pension su kontanthjælp benefits",
    asksFor: "issuedOn",
  },
  "special-health-insurance-card": {
    name: { da: "Særligt sundhedskort", en: "Special health insurance card" },
    also: "særligt sygesikringskort",
    expires: true,
  },
  "foreign-ministry-id-card": {
    name: { da: "Udenrigsministeriets id-kort", en: "Ministry of Foreign Affairs ID card" },
    also: "diplomat um",
    hasPhoto: true,
    expires: true,
  },
  "armed-forces-id-card": {
    name: { da: "Forsvarets id-kort", en: "Armed forces ID card" },
    also: "militær military",
    hasPhoto: true,
    expires: true,
  },
  "nato-passport": {
    name: { da: "NATO-pas", en: "NATO passport" },
    also: "",
    hasPhoto: true,
    expires: true,
    anyIssuer: true,
  },
  "police-id-card": {
    name: { da: "Politiets id-kort", en: "Police ID card" },
    also: "",
    hasPhoto: true,
    expires: true,
  },
  "bank-id-card": { name: { da: "Bankens id-kort", en: "Bank ID card" }, also: "", hasPhoto: true, expires: true },
  "moped-certificate": {
    name: { da: "Knallertbevis", en: "Moped certificate" },
    also: "knallertkørekort",
    hasPhoto: true,
    expires: true,
  },
  other: { name: { da: "Et andet dokument", en: "Another document" }, also: "studiekort student other bankkort dankort betalingskort rejsekort bibliotekskort" },
};

const FORMS: Names = {
  physical: { da: "fysisk", en: "physical" },
  app: { da: "app", en: "app" },
};

export const VENUES: Names = {
  "citizen-service": { da: "Borgerservice", en: "Citizen Service" },
  "faroe-high-commissioner": {
    da: "Rigsombudsmanden på Færøerne",
    en: "High Commissioner, Faroe Islands",
  },
};

const ROUTES: Names = {
  single: { da: "Ét dokument er nok alene.", en: "One document is enough by itself." },
  "photo-and-cpr-evidence": {
    da: "Et dokument med billede og et, der viser CPR-nummeret.",
    en: "A document with a picture and one that shows the CPR number.",
  },
  "two-documents": { da: "To forskellige dokumenter sammen.", en: "Two different documents together." },
};

const FACTS: Names = {
  expiresOn: { da: "Udløber den", en: "Expires on" },
  issuedOn: { da: "Udstedt den", en: "Issued on" },
  year: { da: "Gælder for året", en: "Is for the year" },
  nameMatchesCpr: { da: "Samme navn som nu i CPR", en: "Same name as now in CPR" },
  cprNumberShown: { da: "CPR-nummeret står på det", en: "Shows the CPR number" },
  personId: { da: "Vidnets MitID-UUID", en: "The witness's MitID UUID" },
  birthDate: { da: "Vidnets fødselsdag", en: "The witness's date of birth" },
  mitIdSince: { da: "Har haft MitID siden", en: "Has had MitID since" },
  documents: { da: "Vidnets dokument", en: "The witness's document" },
};

const EVENTS: Names = {
  imported: { da: "indlæst som optaget", en: "imported as taken" },
  held: { da: "reserveret", en: "held" },
  claimed: { da: "taget", en: "claimed" },
  expired: { da: "reservationen udløb", en: "the hold expired" },
  released: { da: "reservationen opgivet", en: "the hold was given up" },
  freed: { da: "frigivet", en: "freed" },
};

const RULES: Names = {
  "user-id": { da: "bruger-ID", en: "user ID" },
  documents: { da: "dokumenter", en: "documents" },
  witness: { da: "vidne", en: "witness" },
};

/** What the scopes of a token allow together, after the words "agnes may". */
const ALLOWED: Names = {
  check: { da: "stille spørgsmål", en: "ask questions" },
  support: {
    da: "frigive bruger-ID'er og annullere bevidnelser, men ikke stille spørgsmål",
    en: "free user IDs and void attestations, but not ask questions",
  },
  "check support": {
    da: "stille spørgsmål, frigive bruger-ID'er og annullere bevidnelser",
    en: "ask questions, free user IDs and void attestations",
  },
  "": { da: "ikke bruge noget her", en: "not use anything here" },
};

interface VerdictName {
  readonly words: Text;
  readonly tone: Tone;
}

/** What a verdict says, whatever it is about. */
export type Tone = "yes" | "no" | "open" | "note";

export const VERDICTS: Readonly<Record<Verdict, VerdictName>> = {
  available: { words: { da: "Bruger-ID'et er ledigt", en: "The user ID is free" }, tone: "yes" },
  taken: { words: { da: "Bruger-ID'et er optaget", en: "The user ID is taken" }, tone: "no" },
  invalid: { words: { da: "Følger ikke reglerne", en: "Does not follow the rules" }, tone: "no" },
  unknown: {
    words: {
      da: "Følger reglerne; om det er ledigt, kan ikke ses nu",
      en: "Follows the rules; whether it is free cannot be told now",
    },
    tone: "open",
  },
  sufficient: { words: { da: "Dokumenterne er nok", en: "The documents are enough" }, tone: "yes" },
  insufficient: { words: { da: "Dokumenterne er ikke nok", en: "The documents are not enough" }, tone: "no" },
  allowed: { words: { da: "Kan være vidne den dag", en: "Can be a witness on that day" }, tone: "yes" },
  "not-allowed": { words: { da: "Kan ikke være vidne den dag", en: "Cannot be a witness on that day" }, tone: "no" },
  ready: { words: { da: "Klar til besøget", en: "Ready for the visit" }, tone: "yes" },
  "not-ready": { words: { da: "Ikke klar til besøget", en: "Not ready for the visit" }, tone: "no" },
  "needs-assessment": { words: { da: "Det kommer an på svarene", en: "It depends on the answers" }, tone: "open" },
};

/** Returns what kind of document a type is; any that came later is a plain one. */
export function kindOf(type: string): PaperKind {
  return PAPER_KINDS[type] ?? { name: { da: type, en: type }, also: "" };
}

export function formName(form: string): string {
  return nameIn(FORMS, form);
}

export function venueName(venue: string): string {
  return nameIn(VENUES, venue);
}

export function routeName(route: string): string {
  return nameIn(ROUTES, route);
}

export function factName(fact: string): string {
  return nameIn(FACTS, fact);
}

/** Returns what somebody with these scopes may do, as it goes on after "may". */
export function allowedName(scopes: readonly string[]): string {
  return nameIn(ALLOWED, ["check", "support"].filter(scope => scopes.includes(scope)).join(" "));
}

export function eventName(event: string): string {
  return nameIn(EVENTS, event);
}

export function ruleName(rule: string): string {
  return nameIn(RULES, rule);
}

/** Returns a document's name with its issuer: Passport, Sweden. */
export function paperName(paper: {
  readonly type: string;
  readonly issuer: string | null;
  readonly form: string;
}): string {
  const parts = [say(kindOf(paper.type).name)];
  if (paper.issuer !== null) {
    parts.push(countryName(paper.issuer));
  }
  if (paper.form === "app") {
    parts.push(formName("app"));
  }
  return parts.join(", ");
}

/** Returns what is accepted: Passport (Denmark, Greenland or Faroe Islands). */
export function acceptedName(accepted: AcceptedDocument): string {
  const kind = kindOf(accepted.type);
  const notes = [issuersName(accepted)];
  if (kind.comesAsApp) {
    notes.push(
      accepted.forms.length > 1
        ? say({ da: "kort eller app", en: "card or app" })
        : accepted.forms[0] === "app"
          ? say({ da: "som app", en: "as an app" })
          : say({ da: "ikke som app", en: "not as an app" }),
    );
  }
  const told = notes.filter(note => note !== "").join("; ");
  return say(kind.name) + (told === "" ? "" : ` (${told})`);
}

function issuersName(accepted: AcceptedDocument): string {
  if (accepted.issuers) {
    return join(accepted.issuers.map(countryName), "disjunction");
  }
  const excepted = accepted.issuersExcept ?? [];
  return excepted.length === 0
    ? say({ da: "alle lande", en: "any country" })
    : say({ da: "andre lande end ", en: "countries other than " }) + join(excepted.map(countryName), "conjunction");
}

function nameIn(names: Names, code: string): string {
  const name = names[code];
  return name ? say(name) : code;
}
