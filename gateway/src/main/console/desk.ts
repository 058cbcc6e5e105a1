import { isDayReadable, type Case, type Change } from "./case";
import { say, type Text } from "./language";

/** What a desk is given: the citizen's case, which all desks share, and how to change it. */
export interface DeskProps {
  readonly known: Case;
  readonly change: Change<Case>;
}

/** Returns what a desk says while nothing is asked: that the day cannot be read, or else its own words. */
export function invitation(known: Case, words: Text): string {
  return say(
    isDayReadable(known)
      ? words
      : {
          da: "Besøgsdagen kan ikke læses, så der er ikke spurgt om noget.",
          en: "The day of the visit cannot be read, so nothing was asked.",
        },
  );
}
