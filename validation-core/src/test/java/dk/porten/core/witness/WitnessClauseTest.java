package dk.porten.core.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The clauses about the witness's person, a row a case, clause first. An empty cell is left out.
 */
class WitnessClauseTest {

  private static final Person WITNESS = new Person(UUID.randomUUID(), new PersonHash(1, 0, 0, 0));
  private static final Person OTHER = new Person(UUID.randomUUID(), new PersonHash(2, 0, 0, 0));

  /** Three on the day before, which fill the quota of either pack; or none. */
  private enum Recorded {
    NONE,
    THREE;

    AttestationFact before(LocalDate on) {
      return new AttestationFact(
          Stream.of(3, 4, 5)
              .filter(person -> this == THREE)
              .map(person -> new Attestation(on.minusDays(1), new PersonHash(person, 0, 0, 0)))
              .toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | pack | born | MitID since | expires | applicant | on | verdict and reasons | from
          W1 | mitid-national | 2008-12-03 | 2020-01-01 | 2030-01-01 |        | 2026-12-02 | not-allowed under-age     | 2026-12-03
          W1 | mitid-national | 2008-12-03 | 2020-01-01 | 2030-01-01 |        | 2026-12-03 | allowed                   | 2026-12-03
          W1 | mitid-herning  | 2008-12-04 | 2020-01-01 | 2030-01-01 |        | 2026-12-03 | not-allowed under-age     | 2026-12-04
          W1 | mitid-national | 2008-02-29 | 2020-01-01 | 2030-01-01 |        | 2026-02-28 | not-allowed under-age     | 2026-03-01
          W1 | mitid-national | 2008-02-29 | 2020-01-01 | 2030-01-01 |        | 2026-03-01 | allowed                   | 2026-03-01
          W1 | mitid-national | 2008-03-01 | 2020-01-01 | 2030-01-01 |        | 2026-02-28 | not-allowed under-age     | 2026-03-01
          W1 | mitid-national | 2008-02-28 | 2020-01-01 | 2030-01-01 |        | 2026-02-28 | allowed                   | 2026-02-28
          W1 | mitid-national | 2027-01-01 | 2020-01-01 |            |        | 2026-12-03 | not-allowed under-age     |
          W2 | mitid-national | 1980-01-01 | 2026-11-03 | 2030-01-01 |        | 2026-12-03 | not-allowed mitid-too-new | 2026-12-04
          W2 | mitid-national | 1980-01-01 | 2026-11-02 | 2030-01-01 |        | 2026-12-03 | allowed                   | 2026-12-03
          W2 | mitid-national | 1980-01-01 | 2026-11-04 | 2030-01-01 |        | 2026-12-03 | not-allowed mitid-too-new | 2026-12-05
          W2 | mitid-herning  | 1980-01-01 | 2026-11-23 | 2030-01-01 |        | 2026-12-03 | not-allowed mitid-too-new | 2026-12-04
          W2 | mitid-herning  | 1980-01-01 | 2026-11-22 | 2030-01-01 |        | 2026-12-03 | allowed                   | 2026-12-03
          W2 | mitid-national | 1980-01-01 | 2026-11-22 | 2030-01-01 |        | 2026-12-03 | not-allowed mitid-too-new | 2026-12-23
          W2 | mitid-national | 1980-01-01 | 2027-01-01 | 2030-01-01 |        | 2026-12-03 | not-allowed mitid-too-new | 2027-02-01
          W5 | mitid-national | 1980-01-01 | 2020-01-01 | 2030-01-01 | self   | 2026-12-03 | not-allowed same-person   |
          W5 | mitid-herning  | 1980-01-01 | 2020-01-01 | 2030-01-01 | self   | 2026-12-03 | not-allowed same-person   |
          W5 | mitid-national | 1980-01-01 | 2020-01-01 | 2030-01-01 | other  | 2026-12-03 | allowed                   | 2026-12-03
          W5 | mitid-national | 1980-01-01 | 2020-01-01 | 2030-01-01 |        | 2026-12-03 | allowed                   | 2026-12-03
          W8 | mitid-national | 2008-12-10 | 2026-11-20 | 2030-01-01 | other  | 2026-12-03 | not-allowed under-age mitid-too-new | 2026-12-21
          W8 | mitid-national | 2009-12-03 | 2020-01-01 | 2027-12-03 | other  | 2026-12-03 | not-allowed under-age     | 2027-12-03
          W8 | mitid-national | 2009-12-03 | 2020-01-01 | 2027-12-02 | other  | 2026-12-03 | not-allowed under-age     |
          W8 | mitid-national | 2009-12-03 | 2020-01-01 | 2026-12-02 | self   | 2026-12-03 | not-allowed under-age document-not-accepted same-person |
          W8 | mitid-national | 2009-12-03 |            | 2030-01-01 | other  | 2026-12-03 | not-allowed under-age     |
          W8 | mitid-national | 2009-12-03 | 2020-01-01 |            | other  | 2026-12-03 | not-allowed under-age     |
          W8 | mitid-national | 1980-01-01 | 9999-12-01 | 9999-12-31 | other  | 9999-12-30 | not-allowed mitid-too-new |
          W8 | mitid-national | 1980-01-01 | 9999-11-30 | 9999-12-31 | other  | 9999-12-30 | not-allowed mitid-too-new | 9999-12-31
          """)
  void decide_person_verdictAndDay(
      String clause,
      String pack,
      @Nullable LocalDate born,
      @Nullable LocalDate mitIdSince,
      @Nullable LocalDate expires,
      @Nullable String applicant,
      LocalDate on,
      String said,
      @Nullable LocalDate from) {
    var question =
        new WitnessQuestion(
            WITNESS.id(),
            born,
            mitIdSince,
            false,
            List.of(passport(expires)),
            person(applicant),
            on,
            Venue.CITIZEN_SERVICE);
    WitnessAnswer answer = decision(pack).decide(question, Recorded.NONE.before(on));
    assertThat(written(answer)).as(clause).isEqualTo(said);
    assertThat(answer.allowedFrom()).as(clause).isEqualTo(from);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | born | MitID since | applicant | attested | verdict and reasons
          W7 | 1980-01-01 | 2020-01-01 | other | NONE  | needs-assessment professional-witness
          W7 | 1980-01-01 | 2020-01-01 | other | THREE | needs-assessment professional-witness
          W7 |            |            | other | THREE | needs-assessment professional-witness
          W7 | 2010-01-01 |            | other | THREE | not-allowed under-age
          W7 | 1980-01-01 | 2026-12-01 | other | THREE | not-allowed mitid-too-new
          W7 | 1980-01-01 | 2020-01-01 | self  | THREE | not-allowed same-person
          W7 | 2010-01-01 | 2026-12-01 | self  | THREE | not-allowed under-age mitid-too-new same-person
          """)
  void decide_professional_quotaShownButNotApplied(
      String clause,
      @Nullable LocalDate born,
      @Nullable LocalDate mitIdSince,
      String applicant,
      Recorded recorded,
      String said) {
    LocalDate on = LocalDate.parse("2026-12-03");
    var question =
        new WitnessQuestion(
            WITNESS.id(),
            born,
            mitIdSince,
            true,
            List.of(passport(LocalDate.parse("2030-01-01"))),
            person(applicant),
            on,
            Venue.CITIZEN_SERVICE);
    AttestationFact fact = recorded.before(on);
    for (String pack : List.of("mitid-national", "mitid-herning")) {
      WitnessAnswer answer = decision(pack).decide(question, fact);
      assertThat(written(answer)).as(clause).isEqualTo(said);
      assertThat(answer.quota()).extracting("used").isEqualTo(fact.attestations().size());
      assertThat(answer.unknown()).isEmpty();
      assertThat(answer.unknownOfDocuments()).isEmpty();
      assertThat(answer.allowedFrom()).isNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | witness | born | MitID since | documents | applicant | verdict, reasons, unknown
          W9 |      | 1980-01-01 | 2020-01-01 | valid  |       | needs-assessment personId
          W9 |      | 1980-01-01 | 2020-01-01 | valid  | other | needs-assessment personId
          W9 | self |            | 2020-01-01 | valid  | other | needs-assessment birthDate
          W9 | self | 1980-01-01 |            | valid  | other | needs-assessment mitIdSince
          W9 | self | 1980-01-01 | 2020-01-01 |        | other | needs-assessment documents
          W9 |      |            |            |        | other | needs-assessment personId birthDate mitIdSince documents
          W9 | self | 1980-01-01 | 2020-01-01 | gaps   | other | needs-assessment 0.expiresOn 0.nameMatchesCpr
          W9 | self |            | 2020-01-01 | gaps   | other | needs-assessment birthDate 0.expiresOn 0.nameMatchesCpr
          W9 | self |            | 2020-01-01 | either | other | needs-assessment birthDate
          W9 | self | 1980-01-01 | 2020-01-01 | either | other | allowed
          W9 | self | 1980-01-01 | 2020-01-01 | none   | other | not-allowed document-not-accepted
          W9 |      | 2010-01-01 |            |        | other | not-allowed under-age
          W9 | self |            |            |        | self  | not-allowed same-person
          W9 |      |            |            | none   |       | not-allowed document-not-accepted
          """)
  void decide_leftOut_unknownUnlessSomethingSaysNo(
      String clause,
      @Nullable String witness,
      @Nullable LocalDate born,
      @Nullable LocalDate mitIdSince,
      @Nullable String documents,
      @Nullable String applicant,
      String said) {
    LocalDate on = LocalDate.parse("2026-12-03");
    Person known = person(witness);
    var question =
        new WitnessQuestion(
            known == null ? null : known.id(),
            born,
            mitIdSince,
            false,
            documents == null ? null : documents(documents),
            person(applicant),
            on,
            Venue.CITIZEN_SERVICE);
    AttestationFact fact = known == null ? null : Recorded.NONE.before(on);
    WitnessAnswer answer = decision("mitid-national").decide(question, fact);
    assertThat(written(answer)).as(clause).isEqualTo(said);
    assertThat(answer.quota() == null).as(clause).isEqualTo(known == null);
  }

  private static List<Document> documents(String kind) {
    Document valid = passport(LocalDate.parse("2030-01-01"));
    Document gaps = passport(null, Truth.UNKNOWN);
    return switch (kind) {
      case "valid" -> List.of(valid);
      case "gaps" -> List.of(gaps);
      case "either" -> List.of(gaps, valid);
      case "none" -> List.of();
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static Document passport(@Nullable LocalDate expires) {
    return passport(expires, Truth.TRUE);
  }

  private static Document passport(@Nullable LocalDate expires, Truth nameMatchesCpr) {
    return new Document(
        DocumentType.PASSPORT,
        Country.find("DK").orElseThrow(),
        DocumentForm.PHYSICAL,
        true,
        Truth.UNKNOWN,
        false,
        expires,
        false,
        null,
        null,
        nameMatchesCpr);
  }

  private static @Nullable Person person(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return name.equals("self") ? WITNESS : OTHER;
  }

  private static WitnessDecision decision(String pack) {
    return CompiledPack.of(Packs.pack(pack)).witness().orElseThrow();
  }

  private static String written(WitnessAnswer answer) {
    return Stream.of(
            Stream.of(answer.verdict().code()),
            answer.reasons().stream().map(reason -> reason.code()),
            answer.unknown().stream().map(WitnessFact::code),
            answer.unknownOfDocuments().stream().map(u -> u.document() + "." + u.fact().code()))
        .flatMap(words -> words)
        .collect(Collectors.joining(" "));
  }
}
