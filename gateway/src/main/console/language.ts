/** The two languages of the console, and the one in use. */

export type Language = "da" | "en";

/** One text in both languages. */
export type Text = Readonly<Record<Language, string>>;

export const LANGUAGES: readonly Language[] = ["da", "en"];

let inUse = preferred(navigator.languages);

/** Returns the first of the browser's languages that we have; Danish if there is none. */
function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = LANGUAGES.find(ours => tag.toLowerCase().startsWith(ours));
    if (language) {
      return language;
    }
  }
  return "da";
}

export function language(): Language {
  return inUse;
}

/** Changes the language; whoever does so draws the page anew. */
export function speak(language: Language): void {
  inUse = language;
}

/** Returns a text in the language in use. */
export function say(text: Text): string {
  return text[inUse];
}

/** Joins things as the language in use does: a, b or c. */
export function join(parts: readonly string[], type: "conjunction" | "disjunction"): string {
  return new Intl.ListFormat(inUse, { type }).format(parts);
}

/** Returns a country's name in the language in use. */
export function countryName(code: string): string {
  return new Intl.DisplayNames(inUse, { type: "region" }).of(code) ?? code;
}
