import type { WitnessAnswer } from "./answers";
import { isPersonId, type Change, type Paper, type Witness } from "./case";
import { DayField, ReadField, Tick } from "./fields";
import { say } from "./language";
import { PaperList, PaperPicker } from "./papers";

interface Props {
  readonly witness: Witness;
  readonly change: Change<Witness>;
  readonly answer: WitnessAnswer | undefined;
  /** The documents that the answer is about. */
  readonly answered: readonly Paper[];
  readonly isMain?: boolean;
}

/** What is known of a witness. */
export function WitnessFields({ witness, change, answer, answered, isMain }: Props) {
  const unknown = answer?.unknown ?? [];
  const field = (fact: string) => ({
    id: `witness-${fact}`,
    isAsked: unknown.some(asked => asked.fact === fact && asked.document === undefined),
  });
  return (
    <div class="witness">
      <div class="facts">
        <DayField
          {...field("birthDate")}
          label={say({ da: "Vidnets fødselsdag", en: "The witness's date of birth" })}
          value={witness.birthDate}
          sense="birth"
          onInput={birthDate => change({ birthDate })}
          {...(isMain && { isMain })}
        />
        <DayField
          {...field("mitIdSince")}
          label={say({ da: "Vidnet fik MitID den", en: "The witness got MitID on" })}
          value={witness.mitIdSince}
          sense="back"
          onInput={mitIdSince => change({ mitIdSince })}
        />
        <PersonIdField
          {...field("personId")}
          label={say({ da: "Vidnets MitID-UUID", en: "The witness's MitID UUID" })}
          value={witness.personId}
          onInput={personId => change({ personId })}
        />
      </div>
      <Tick
        label={say({
          da: "Er vidne i sit arbejde (professionelt vidne)",
          en: "Is a witness in their work (professional witness)",
        })}
        isTicked={witness.professional}
        onChange={professional => change({ professional })}
      />
      <h2>{say({ da: "Vidnets dokument", en: "The witness's document" })}</h2>
      <div id="witness-documents">
        <PaperPicker papers={witness.papers} onChange={papers => change({ papers, hasNoPapers: false })} />
      </div>
      {witness.papers.length === 0 && (
        <Tick
          label={say({ da: "Vidnet har intet dokument", en: "The witness has no document" })}
          isTicked={witness.hasNoPapers}
          onChange={hasNoPapers => change({ hasNoPapers })}
        />
      )}
      <PaperList
        papers={witness.papers}
        onChange={papers => change({ papers })}
        answered={answered}
        unknown={unknown}
        remark={() => null}
      />
    </div>
  );
}

interface PersonIdProps {
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  readonly isAsked?: boolean;
  readonly onInput: (value: string) => void;
}

/** A field for the UUID by which a person is known; never for a CPR number. */
export function PersonIdField(props: PersonIdProps) {
  return (
    <ReadField
      {...props}
      isReadable={isPersonId(props.value)}
      fault={say({
        da: "Ikke et UUID endnu. Skriv aldrig et CPR-nummer.",
        en: "Not a UUID yet. Never type a CPR number.",
      })}
    />
  );
}
