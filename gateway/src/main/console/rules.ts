import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ReasonCode, RulePackSummary } from "./answers";

/** What the checks go by: the packs in force and the codes of reasons, which every desk refers to. */
export interface Rules {
  readonly packs: readonly RulePackSummary[];
  readonly codes: readonly ReasonCode[];
}

export const RulesInForce = createContext<Rules>({ packs: [], codes: [] });

export function useRules(): Rules {
  return useContext(RulesInForce);
}
