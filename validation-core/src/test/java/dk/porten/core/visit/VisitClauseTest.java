package dk.porten.core.visit;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import dk.porten.core.userid.UserIdVerdict;
import dk.porten.core.witness.WitnessQuestion;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clauses about a visit, a row a case, clause first. An empty cell is left out. */
class VisitClauseTest {

  private static final LocalDate ON = LocalDate.parse("2026-12-03");

  /** What of a person or paper makes which verdict, and from when it is a yes. */
  private enum Case {
    YES,
    NO,
    GAPS,
    PROFESSIONAL,
    NEXT_YEAR,
    BEFORE_TWO_DAYS,
    QUOTA_FULL
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | documents | answers | witness | abroad | wishes | verdict | checklist
          V1 | YES  | TRUE    |              | no  |                   | ready            | +documents +identity ?appointment
          V1 | NO   | TRUE    |              | no  |                   | not-ready        | -documents +identity ?appointment
          V1 | GAPS | TRUE    |              | no  |                   | needs-assessment | ?documents +identity ?appointment
          V1 | GAPS | FALSE   |              | no  |                   | not-ready        | ?documents -identity ?appointment
          V1 | GAPS | TRUE    |              | no  | TAKEN             | not-ready        | ?documents +identity -user-id ?appointment
          V2 | YES  | UNKNOWN |              | no  |                   | needs-assessment | +documents ?identity ?appointment
          V2 | YES  | FALSE   |              | no  |                   | not-ready        | +documents -identity ?appointment
          V2 | YES  | FALSE   | YES          | no  |                   | ready            | +documents +identity ?witness-brings-mitid ?appointment
          V2 | YES  | UNKNOWN | YES          | no  |                   | ready            | +documents +identity ?witness-brings-mitid ?appointment
          V2 | YES  | FALSE   | NO           | no  |                   | not-ready        | +documents -identity ?witness-brings-mitid ?appointment
          V2 | YES  | UNKNOWN | NO           | no  |                   | needs-assessment | +documents ?identity ?witness-brings-mitid ?appointment
          V2 | YES  | TRUE    | NO           | no  |                   | ready            | +documents +identity ?witness-brings-mitid ?appointment
          V2 | YES  | FALSE   | GAPS         | no  |                   | needs-assessment | +documents ?identity ?witness-brings-mitid ?appointment
          V2 | YES  | FALSE   | PROFESSIONAL | no  |                   | needs-assessment | +documents ?identity ?witness-brings-mitid ?appointment
          V2 | YES  | FALSE   | QUOTA_FULL   | no  |                   | not-ready        | +documents -identity ?witness-brings-mitid ?appointment
          V3 | YES  | TRUE    |              | no  | AVAILABLE         | ready            | +documents +identity +user-id ?appointment
          V3 | YES  | TRUE    |              | no  | TAKEN AVAILABLE   | ready            | +documents +identity +user-id ?appointment
          V3 | YES  | TRUE    |              | no  | TAKEN INVALID     | not-ready        | +documents +identity -user-id ?appointment
          V3 | YES  | TRUE    |              | no  | TAKEN UNKNOWN     | needs-assessment | +documents +identity ?user-id ?appointment
          V3 | YES  | TRUE    |              | no  | UNKNOWN AVAILABLE | ready            | +documents +identity +user-id ?appointment
          V4 | YES  | TRUE    |              | yes |                   | ready            | +documents +identity -witness-recommended ?witness-brings-mitid ?appointment
          V4 | YES  | TRUE    | YES          | yes |                   | ready            | +documents +identity +witness-recommended ?witness-brings-mitid ?appointment
          V4 | YES  | TRUE    | NO           | yes |                   | ready            | +documents +identity -witness-recommended ?witness-brings-mitid ?appointment
          V4 | YES  | FALSE   | PROFESSIONAL | yes | AVAILABLE         | needs-assessment | +documents ?identity ?witness-recommended ?witness-brings-mitid +user-id ?appointment
          D14 | NO  | UNKNOWN |              | yes |                   | not-ready        | -documents ?identity -witness-recommended ?witness-brings-mitid ?appointment
          W10 | NO  | FALSE   | NO           | no  |                   | not-ready        | -documents -identity ?witness-brings-mitid ?appointment
          """)
  void decide_visit_verdictAndChecklist(
      String clause,
      Case documents,
      Truth answers,
      @Nullable Case witness,
      String abroad,
      @Nullable String wishes,
      String verdict,
      String checklist) {
    VisitAnswer answer = decide(documents, answers, witness, abroad.equals("yes"), wishes);
    assertThat(answer.verdict().code()).as(clause).isEqualTo(verdict);
    assertThat(
            answer.checklist().stream()
                .map(item -> VisitOracle.mark(item.done()) + item.code().code())
                .collect(Collectors.joining(" ")))
        .as(clause)
        .isEqualTo(checklist);
    assertThat(answer.witness() == null).as(clause).isEqualTo(witness == null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | documents | answers | witness | wishes | earliest
          V5 | YES             | TRUE    |            |           | 2026-12-03
          V5 | NO              | TRUE    |            |           |
          V5 | GAPS            | TRUE    |            |           |
          V5 | NEXT_YEAR       | TRUE    |            |           | 2027-01-01
          V5 | NEXT_YEAR       | TRUE    |            | AVAILABLE | 2027-01-01
          V5 | NEXT_YEAR       | TRUE    |            | TAKEN     |
          V5 | NEXT_YEAR       | TRUE    |            | UNKNOWN   |
          V5 | NEXT_YEAR       | UNKNOWN |            |           |
          V5 | NEXT_YEAR       | FALSE   | YES        |           | 2027-01-01
          V5 | YES             | FALSE   | QUOTA_FULL |           | 2027-04-01
          V5 | YES             | TRUE    | QUOTA_FULL |           | 2026-12-03
          V5 | NEXT_YEAR       | FALSE   | QUOTA_FULL |           | 2027-04-01
          V5 | BEFORE_TWO_DAYS | FALSE   | QUOTA_FULL |           |
          V5 | YES             | FALSE   | NEXT_YEAR  |           | 2027-12-03
          V5 | YES             | FALSE   | PROFESSIONAL |         |
          """)
  void decide_visit_earliestDay(
      String clause,
      Case documents,
      Truth answers,
      @Nullable Case witness,
      @Nullable String wishes,
      @Nullable LocalDate earliest) {
    assertThat(decide(documents, answers, witness, false, wishes).earliestOn())
        .as(clause)
        .isEqualTo(earliest);
  }

  private static VisitAnswer decide(
      Case documents,
      Truth answers,
      @Nullable Case witness,
      boolean recommendsWitness,
      @Nullable String wishes) {
    var question =
        new VisitQuestion(
            new DocumentQuestion(documents(documents), ON, Venue.CITIZEN_SERVICE, 5),
            witness == null ? null : witness(witness),
            answers,
            recommendsWitness);
    return CompiledPack.of(Packs.pack("mitid-national"))
        .visit()
        .orElseThrow()
        .decide(question, witness == null ? null : recorded(witness), verdicts(wishes));
  }

  private static List<UserIdVerdict> verdicts(@Nullable String wishes) {
    return wishes == null
        ? List.of()
        : Arrays.stream(wishes.split(" ", -1)).map(UserIdVerdict::valueOf).toList();
  }

  private static List<Document> documents(Case kind) {
    return switch (kind) {
      case YES -> List.of(licence(ON.plusYears(5), Truth.TRUE));
      case GAPS -> List.of(licence(ON.plusYears(5), Truth.UNKNOWN));
      case BEFORE_TWO_DAYS -> List.of(licence(ON.plusDays(2), Truth.TRUE));
      case NEXT_YEAR -> List.of(passport(), taxPaper(ON.getYear()));
      case NO, PROFESSIONAL, QUOTA_FULL -> List.of();
    };
  }

  private static WitnessQuestion witness(Case kind) {
    return new WitnessQuestion(
        new UUID(0, 1),
        kind == Case.GAPS ? null : ON.minusYears(kind == Case.NEXT_YEAR ? 17 : 40),
        ON.minusYears(2),
        kind == Case.PROFESSIONAL,
        kind == Case.NO ? List.of() : List.of(licence(ON.plusYears(5), Truth.TRUE)),
        null,
        ON,
        Venue.CITIZEN_SERVICE);
  }

  /** The quota is free again 120 days after the day before. */
  private static AttestationFact recorded(Case kind) {
    return new AttestationFact(
        LongStream.range(0, kind == Case.QUOTA_FULL ? 3 : 0)
            .mapToObj(person -> new Attestation(ON.minusDays(1), new PersonHash(person, 0, 0, 0)))
            .toList());
  }

  private static Document licence(LocalDate expiresOn, Truth nameMatchesCpr) {
    return document(
        DocumentType.DRIVING_LICENCE, "DK", Truth.FALSE, expiresOn, null, nameMatchesCpr);
  }

  private static Document passport() {
    return document(DocumentType.PASSPORT, "SE", Truth.FALSE, ON.plusYears(5), null, Truth.TRUE);
  }

  /** A notice of a year can be used in the next one. */
  private static Document taxPaper(int year) {
    return document(DocumentType.TAX_ASSESSMENT_NOTICE, "DK", Truth.TRUE, null, year, Truth.TRUE);
  }

  private static Document document(
      DocumentType type,
      String issuer,
      Truth cprNumberShown,
      @Nullable LocalDate expiresOn,
      @Nullable Integer year,
      Truth nameMatchesCpr) {
    return new Document(
        type,
        Country.find(issuer).orElseThrow(),
        DocumentForm.PHYSICAL,
        type.hasPhotoByDefault(),
        cprNumberShown,
        false,
        expiresOn,
        false,
        null,
        year,
        nameMatchesCpr);
  }
}
