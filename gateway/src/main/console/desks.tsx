import { useEffect, useState } from "preact/hooks";
import type { Case } from "./case";
import { ComparisonDesk } from "./comparison-desk";
import { DocumentDesk } from "./document-desk";
import { focusMain, focusNotice } from "./focus";
import { GuidanceDesk } from "./guidance-desk";
import type { Text } from "./language";
import { RulesDesk } from "./rules-desk";
import { UserIdDesk } from "./user-id-desk";
import { VisitDesk } from "./visit-desk";
import { WitnessDesk } from "./witness-desk";

/** Which desks there are, and how the address and the keyboard lead to them. */

export interface Desk {
  readonly id: string;
  readonly name: Text;
  /** Whether the citizen's case is looked at there. */
  readonly hasCase: boolean;
}

/** The desks in the order of their shortcuts, Alt and 1 to 7. */
export const DESKS: readonly [Desk, ...Desk[]] = [
  { id: "visit", name: { da: "Besøg", en: "Visit" }, hasCase: true },
  { id: "user-id", name: { da: "Bruger-ID", en: "User ID" }, hasCase: true },
  { id: "documents", name: { da: "Dokumenter", en: "Documents" }, hasCase: true },
  { id: "witness", name: { da: "Vidne", en: "Witness" }, hasCase: true },
  { id: "comparison", name: { da: "Sammenlign", en: "Compare" }, hasCase: true },
  { id: "guidance", name: { da: "Vejledning", en: "Guidance" }, hasCase: false },
  { id: "rules", name: { da: "Regler", en: "Rules" }, hasCase: false },
];

interface DeskOfProps {
  readonly id: string;
  readonly code: string | null;
  readonly known: Case;
  readonly setKnown: (update: (known: Case) => Case) => void;
}

export function DeskOf({ id, code, known, setKnown }: DeskOfProps) {
  const change = (changed: Partial<Case>) => setKnown(before => ({ ...before, ...changed }));
  switch (id) {
    case "user-id":
      return <UserIdDesk known={known} change={change} />;
    case "documents":
      return <DocumentDesk known={known} change={change} />;
    case "witness":
      return <WitnessDesk known={known} change={change} />;
    case "comparison":
      return <ComparisonDesk known={known} />;
    case "guidance":
      return <GuidanceDesk />;
    case "rules":
      return <RulesDesk code={code} />;
    default:
      return <VisitDesk known={known} change={change} />;
  }
}

/** Returns the desk that the address names, and the reason's code behind it if there is one. */
export function useAddress(): readonly [Desk, string | null] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  const [id, code] = hash.slice(1).split("/");
  return [DESKS.find(desk => desk.id === id) ?? DESKS[0], code ?? null];
}

export function useShortcuts(startAnew: () => void) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      const desk = DESKS[Number(event.code.replace("Digit", "")) - 1];
      const action = desk
        ? () => location.assign(`#${desk.id}`)
        : ({ KeyA: focusMain, KeyL: focusNotice, Digit0: startAnew } as Record<string, () => void>)[event.code];
      if (action) {
        event.preventDefault();
        action();
      }
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  });
}
