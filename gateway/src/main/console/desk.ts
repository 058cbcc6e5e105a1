import type { Case, Change } from "./case";

/** What a desk is given: the citizen's case, which all desks share, and how to change it. */
export interface DeskProps {
  readonly known: Case;
  readonly change: Change<Case>;
}
