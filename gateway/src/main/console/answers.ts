/** The answers of the gateway as `openapi.yaml` has them: what the console reads of them. */

export type UserIdVerdict = "available" | "taken" | "invalid" | "unknown";
export type DocumentVerdict = "sufficient" | "insufficient" | "needs-assessment";
export type WitnessVerdict = "allowed" | "not-allowed" | "needs-assessment";
export type VisitVerdict = "ready" | "not-ready" | "needs-assessment";
export type Verdict = UserIdVerdict | DocumentVerdict | WitnessVerdict | VisitVerdict;

export interface Reason {
  readonly code: string;
  readonly message: string;
}

export interface Violation extends Reason {
  readonly index?: number;
}

export interface UserIdAnswer {
  readonly userId: string;
  readonly verdict: UserIdVerdict;
  readonly violations: readonly Violation[];
  readonly suggestions?: readonly string[];
  readonly asOf?: string;
  readonly rulePack?: string;
}

export interface UserIdEvent {
  readonly event: string;
  readonly at: string;
  readonly by: string;
  readonly reason?: string;
}

export interface UserIdHistoryAnswer {
  readonly userId: string;
  /** The oldest first. */
  readonly events: readonly UserIdEvent[];
}

export interface DocumentReason extends Reason {
  readonly documents: readonly number[];
}

export interface UnknownFact {
  readonly fact: string;
  readonly document?: number;
}

export interface AcceptedDocument {
  readonly type: string;
  readonly issuers?: readonly string[];
  readonly issuersExcept?: readonly string[];
  readonly forms: readonly string[];
}

export interface DocumentToBring {
  readonly documentClass: string;
  readonly anyOf: readonly AcceptedDocument[];
  readonly cprNumberRequired: boolean;
}

export interface DocumentAnswer {
  readonly verdict: DocumentVerdict;
  readonly route: string | null;
  readonly use: readonly number[];
  readonly reasons: readonly DocumentReason[];
  readonly unknown: readonly UnknownFact[];
  readonly bring: ReadonlyArray<readonly DocumentToBring[]>;
  readonly bringTotal: number;
  readonly confirmIdentity: { readonly anyOf: readonly string[]; readonly recommended: string | null };
  readonly verdictUntil: string | null;
  readonly on: string;
  readonly venue: string;
  readonly rulePack: string;
}

export interface Quota {
  readonly limit: number;
  readonly windowDays: number;
  readonly countBy: "events" | "persons";
  readonly used: number;
  readonly remaining: number;
}

export interface WitnessAnswer {
  readonly verdict: WitnessVerdict;
  readonly reasons: readonly Reason[];
  readonly unknown: readonly UnknownFact[];
  readonly quota: Quota | null;
  readonly allowedFrom: string | null;
  readonly on: string;
  readonly rulePack: string;
}

export interface Attestation {
  readonly attestationId: string;
  readonly on: string;
  readonly recordedBy: string;
  readonly voidedAt?: string;
  readonly voidedBy?: string;
  readonly voidReason?: string;
}

export interface WitnessHistory {
  readonly attestations: readonly Attestation[];
  /** What is left of a person who was erased. */
  readonly erasedDays?: readonly string[];
  readonly quota: Quota;
  readonly allowedFrom: string | null;
}

export interface ChecklistItem {
  readonly code: string;
  readonly done: boolean | null;
  readonly message: string;
}

export interface VisitAnswer {
  readonly verdict: VisitVerdict;
  readonly documents: DocumentAnswer;
  readonly witness: WitnessAnswer | null;
  readonly userIds: readonly UserIdAnswer[];
  readonly checklist: readonly ChecklistItem[];
  readonly earliestOn: string | null;
  readonly on: string;
  readonly rulePack: string;
}

export interface Source {
  readonly id: string;
  readonly title: string;
  readonly url?: string;
}

export interface RulePackSummary {
  readonly id: string;
  readonly rulePack: string;
  readonly legacy: boolean;
  readonly authority: { readonly name: { readonly da: string; readonly en: string } };
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly sources: readonly Source[];
  readonly rules: readonly string[];
}

export interface DocumentClass {
  readonly id: string;
  readonly anyOf: readonly AcceptedDocument[];
  readonly cprNumberRequired: boolean;
  readonly photoRequired: boolean;
  readonly venues: readonly string[];
  readonly source: string;
}

export interface RulePack extends RulePackSummary {
  readonly userId: {
    readonly minLength: number;
    readonly maxLength: number;
    readonly characters: string;
    readonly source: string;
  } | null;
  readonly documents: { readonly source: string; readonly classes: readonly DocumentClass[] } | null;
  readonly witness: {
    readonly source: string;
    readonly minimumAge: number;
    readonly mitIdMoreThanDays: number;
    readonly classes: readonly DocumentClass[];
    readonly quota: { readonly limit: number; readonly windowDays: number; readonly countBy: "events" | "persons" };
  } | null;
}

export interface ReasonCode {
  readonly code: string;
  readonly clause: string;
  readonly source: string;
  readonly message: { readonly da: string; readonly en: string };
}

export interface GuidanceTopic {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
}

export interface Guidance extends GuidanceTopic {
  readonly sections: ReadonlyArray<{
    readonly id: string;
    readonly clause: string;
    readonly heading: string;
    readonly paragraphs: readonly string[];
    readonly steps: readonly string[];
    readonly sources: readonly string[];
  }>;
  readonly contacts: ReadonlyArray<{
    readonly authority: string;
    readonly contacts: ReadonlyArray<{ readonly kind: string; readonly label: string; readonly value: string }>;
  }>;
  readonly sources: readonly Source[];
}
