import { useContext, useState } from "preact/hooks";
import type { Attestation, Quota, WitnessAnswer, WitnessHistory } from "./answers";
import { By } from "./by";
import { isDayReadable, isPersonId, NO_WITNESS_FACTS, witnessQuestion, type Case } from "./case";
import { dayFromToday, dayInShort, dayInWords, readDay, today } from "./days";
import { invitation, type DeskProps } from "./desk";
import { Questions } from "./document-answer";
import { isFocusIn, lead } from "./focus";
import { useAnswer, useAnswered } from "./gateway";
import { say } from "./language";
import { ReasonForm } from "./reason-form";
import { Session } from "./sign-in";
import { Timeline } from "./timeline";
import { Banner, ReasonLine, troubleWords } from "./verdict";
import { PersonIdField, WitnessFields } from "./witness-fields";

/** May this person be a witness on that day; if not, from when on? */
export function WitnessDesk({ known, change }: DeskProps) {
  const session = useContext(Session);
  const witness = known.witness ?? NO_WITNESS_FACTS;
  const [voids, setVoids] = useState(0);
  const { answer, problem, isCurrent } = useAnswer<WitnessAnswer>("/v1/witness-checks", witnessQuestion(known), voids);
  const answered = useAnswered(known, isCurrent);
  const birthDate = readDay(answered.witness?.birthDate ?? "", "birth");
  return (
    <div class="desk">
      <section aria-label={say({ da: "Vidnet", en: "The witness" })}>
        <WitnessFields
          witness={witness}
          change={changed => change({ witness: { ...witness, ...changed } })}
          answer={answer}
          answered={answered.witness?.papers ?? []}
          isMain
        />
        <div class="facts">
          <PersonIdField
            label={say({ da: "Borgerens MitID-UUID", en: "The citizen's MitID UUID" })}
            value={known.applicantId}
            onInput={applicantId => change({ applicantId })}
          />
        </div>
      </section>
      <section aria-label={say({ da: "Svaret", en: "The answer" })} class="answer">
        <Banner
          verdict={answer?.verdict ?? null}
          problem={problem}
          isCurrent={isCurrent}
          invitation={invitation(known, { da: "…", en: "…" })}
        >
          {answer?.allowedFrom && (
            <p>
              {say({ da: "Første dag: ", en: "First day: " })}
              {dayInWords(answer.allowedFrom)} ({dayFromToday(answer.allowedFrom)}).
            </p>
          )}
        </Banner>
        {answer && birthDate !== null && <AgeLine birthDate={birthDate} on={answer.on} />}
        {answer && <WitnessReasons answer={answer} />}
        {answer && <WitnessQuestions known={answered} answer={answer} />}
        {answer?.quota && <QuotaLine quota={answer.quota} />}
        {isPersonId(witness.personId) && session.scopes.includes("support") && (
          <History
            version={voids}
            personId={witness.personId.trim()}
            rulePack={known.rulePack}
            on={isDayReadable(known) ? (readDay(known.on, "ahead") ?? answer?.on ?? today()) : null}
            onVoided={() => setVoids(voids + 1)}
          />
        )}
      </section>
    </div>
  );
}

export function WitnessReasons({ answer }: { readonly answer: WitnessAnswer }) {
  return answer.reasons.length === 0 ? null : (
    <ul class="reasons">
      {answer.reasons.map(reason => (
        <li key={reason.code}>
          <ReasonLine reason={reason} />
        </li>
      ))}
    </ul>
  );
}

export function WitnessQuestions({ known, answer }: { readonly known: Case; readonly answer: WitnessAnswer }) {
  return (
    <Questions
      about={say({ da: "Spørg om vidnet", en: "Ask about the witness" })}
      unknown={answer.unknown}
      papers={known.witness?.papers ?? []}
    />
  );
}

function AgeLine({ birthDate, on }: { readonly birthDate: string; readonly on: string }) {
  const years = yearsBetween(birthDate, on);
  return (
    <p class="age">
      {say({ da: `Vidnet er ${years} år den ${dayInShort(on)}.`, en: `The witness is ${years} on ${dayInShort(on)}.` })}
    </p>
  );
}

/** Returns an age in years; born on 29 February, it rises on 1 March in a year without one. */
function yearsBetween(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function QuotaLine({ quota }: { readonly quota: Quota }) {
  const counted =
    quota.countBy === "events" ? say({ da: "gange", en: "times" }) : say({ da: "personer", en: "persons" });
  return (
    <p class="quota">
      <strong>{quota.remaining}</strong>{" "}
      {say({
        da: `tilbage af ${quota.limit} ${counted} på ${quota.windowDays} dage; ${quota.used} brugt.`,
        en: `left of ${quota.limit} ${counted} in ${quota.windowDays} days; ${quota.used} used.`,
      })}
    </p>
  );
}

interface HistoryProps {
  readonly personId: string;
  readonly rulePack: string;
  readonly on: string | null;
  readonly version: number;
  readonly onVoided: () => void;
}

/** What the witness attested, drawn and listed, each of which support may void. */
function History({ personId, rulePack, on, version, onVoided }: HistoryProps) {
  const { last: answer, problem } = useAnswer<WitnessHistory>(
    "/v1/witness-history",
    { personId, rulePack, ...(on !== null && { on }) },
    version,
  );
  const trouble = problem && <p class="hint">{troubleWords(problem)}</p>;
  return answer && on !== null ? (
    <>
      {trouble}
      <h2 id="history" tabIndex={-1}>
        {say({
          da: `De ${answer.quota.windowDays} dage til og med ${dayInShort(on)}`,
          en: `The ${answer.quota.windowDays} days through ${dayInShort(on)}`,
        })}
      </h2>
      {answer.allowedFrom !== null && (
        <p class="next-place">
          {say({ da: "Næste ledige plads: ", en: "Next free place: " })}
          {dayInWords(answer.allowedFrom)} ({dayFromToday(answer.allowedFrom)}).
        </p>
      )}
      <Timeline history={answer} on={on} />
      <ul class="attestations">
        {answer.attestations.map(attestation => (
          <li key={attestation.attestationId} id={lineId(attestation)}>
            <AttestationLine attestation={attestation} onVoided={onVoided} />
          </li>
        ))}
        {answer.erasedDays?.map((day, place) => (
          <li key={place}>
            <p>
              {dayInShort(day)} <span class="note">{say({ da: "slettet", en: "erased" })}</span>
            </p>
          </li>
        ))}
      </ul>
    </>
  ) : (
    <>{trouble}</>
  );
}

function AttestationLine({
  attestation,
  onVoided,
}: {
  readonly attestation: Attestation;
  readonly onVoided: () => void;
}) {
  const [isVoiding, setVoiding] = useState(false);

  /** What was pressed goes away; its line has what comes instead. */
  function show(isShown: boolean) {
    setVoiding(isShown);
    lead(lineId(attestation));
  }

  const day = dayInShort(attestation.on);
  if (attestation.voidedAt) {
    return (
      <p>
        <s>{day}</s> {say({ da: "annulleret: ", en: "voided: " })}
        {attestation.voidReason}{" "}
        <span class="note">
          <By by={attestation.voidedBy ?? ""} />
        </span>
      </p>
    );
  }
  return (
    <>
      <p>
        {day}{" "}
        <span class="note">
          <By by={attestation.recordedBy} />
        </span>{" "}
        {!isVoiding && (
          <button
            type="button"
            class="quiet"
            onClick={() => show(true)}
            aria-label={say({ da: `Annullér den ${day}`, en: `Void the one of ${day}` })}
          >
            {say({ da: "Annullér", en: "Void" })}
          </button>
        )}
      </p>
      {isVoiding && (
        <ReasonForm
          label={say({ da: `Hvorfor annulleres den ${day}?`, en: `Why is the one of ${day} voided?` })}
          path={`/v1/attestations/${attestation.attestationId}/void`}
          body={reason => ({ reason })}
          submit={{ da: "Annullér bevidnelsen", en: "Void the attestation" }}
          notDone={{ da: "Den er ikke annulleret", en: "It is not voided" }}
          noAnswer={{
            da: "Der kom intet svar; måske er den ikke annulleret. Prøv igen, det gør ingen skade.",
            en: "There was no answer; it may not be voided. Try again, that does no harm.",
          }}
          notThere={{ da: "Den findes ikke mere.", en: "It does not exist any more." }}
          isRepeatable
          onDone={() => {
            if (isFocusIn(lineId(attestation))) {
              document.getElementById("history")?.focus();
            }
            onVoided();
          }}
          onCancel={() => show(false)}
        />
      )}
    </>
  );
}

function lineId(attestation: Attestation): string {
  return `attestation-${attestation.attestationId}`;
}
