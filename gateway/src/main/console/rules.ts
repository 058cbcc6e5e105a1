import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ReasonCode, RulePackSummary, Source } from "./answers";
import type { Problem } from "./gateway";

/** What the checks go by: the packs in force and the codes of reasons, which every desk refers to. */
export interface Rules {
  readonly packs: readonly RulePackSummary[];
  readonly codes: readonly ReasonCode[];
  /** Why they are not all there. */
  readonly problem: Problem | undefined;
}

export const RulesInForce = createContext<Rules>({ packs: [], codes: [], problem: undefined });

export function useRules(): Rules {
  return useContext(RulesInForce);
}

export function findSource(packs: readonly RulePackSummary[], id: string): Source | undefined {
  return packs.flatMap(pack => pack.sources).find(source => source.id === id);
}
