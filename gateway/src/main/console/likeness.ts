/** How near a typed word comes to the words that something is called by. */

/** Returns how near a word comes to the beginning of one of some words: 0 if it is one, Infinity if it is none. */
export type Nearness = (words: readonly string[], typed: string) => number;

/** Only what begins with what was typed. */
export const begins: Nearness = (words, typed) => (words.some(word => word.startsWith(typed)) ? 0 : Infinity);

/** Also what has what was typed inside it, and what was mistyped: one slip in a short word, two in a long one. */
export const resembles: Nearness = (words, typed) => {
  const slips = typed.length < 4 ? 0 : typed.length < 7 ? 1 : 2;
  const nearness = words.map(word => {
    const away = slipsToBeginning(word, typed);
    return away <= slips ? away : slips > 0 && word.includes(typed) ? 1 : Infinity;
  });
  return Math.min(...nearness, Infinity);
};

/**
 * Counts the letters that were added, left out, exchanged or swapped with the next one (optimal string alignment)
 * on the way to the nearest beginning of a word.
 */
function slipsToBeginning(word: string, typed: string): number {
  let before: number[] = [];
  let last = Array.from({ length: word.length + 1 }, (_, column) => column);
  for (let row = 1; row <= typed.length; row++) {
    const line = [row];
    for (let column = 1; column <= word.length; column++) {
      const isSame = typed[row - 1] === word[column - 1];
      const isSwapped = typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1];
      line[column] = Math.min(
        last[column]! + 1,
        line[column - 1]! + 1,
        last[column - 1]! + (isSame ? 0 : 1),
        isSwapped && row > 1 && column > 1 ? before[column - 2]! + 1 : Infinity,
      );
    }
    before = last;
    last = line;
  }
  return Math.min(...last);
}

/** Splits a text into words as a keyboard without the language's letters writes them too. */
export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .replace(/æ/g, "ae")
    .replace(/ø/g, "o")
    .replace(/ß/g, "ss")
    .replace(/ł/g, "l")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/aa/g, "a")
    .split(/[^a-z0-9]+/)
    .filter(word => word !== "");
}
