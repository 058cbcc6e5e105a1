package dk.porten.core.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import dk.porten.core.pack.ReasonCode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often somebody may be a witness (W4), a row a case, clause first. Attestations read {@code
 * person:day}; without an applicant it is a new person. All else holds, so there is a place on the
 * day if and only if that is the first day allowed.
 */
class WitnessQuotaClauseTest {

  private static final LocalDate LONG_AGO = LocalDate.of(1980, 1, 1);

  private static final Document PASSPORT =
      new Document(
          DocumentType.PASSPORT,
          Country.find("DK").orElseThrow(),
          DocumentForm.PHYSICAL,
          true,
          Truth.TRUE,
          false,
          null,
          true,
          null,
          null,
          Truth.TRUE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | pack | attestations | applicant | on | used | remaining | from
          W4 | mitid-national | ''                                                |   | 2026-05-01 | 0 | 3 | 2026-05-01
          W4 | mitid-national | a:2026-01-01 b:2026-01-01                         |   | 2026-01-01 | 2 | 1 | 2026-01-01
          W4 | mitid-national | a:2026-01-01 b:2026-01-01 c:2026-01-01            |   | 2026-01-01 | 3 | 0 | 2026-05-01
          W4 | mitid-national | a:2026-01-01 b:2026-01-01 c:2026-01-01            |   | 2026-04-30 | 3 | 0 | 2026-05-01
          W4 | mitid-national | a:2026-01-01 b:2026-01-01 c:2026-01-01            |   | 2026-05-01 | 0 | 3 | 2026-05-01
          W4 | mitid-herning  | a:2026-01-01 b:2026-01-01 c:2026-01-01            |   | 2026-04-30 | 3 | 0 | 2026-05-01
          W4 | mitid-herning  | a:2026-01-01 b:2026-01-01 c:2026-01-01            |   | 2026-05-01 | 0 | 3 | 2026-05-01
          W4 | mitid-national | a:2026-01-01 b:2026-02-01 c:2026-03-01            |   | 2026-03-02 | 3 | 0 | 2026-05-01
          W4 | mitid-national | a:2026-01-01 b:2026-02-01 c:2026-03-01            |   | 2026-05-01 | 2 | 1 | 2026-05-01
          # Counted by event or by person
          W4 | mitid-national | a:2026-01-01 a:2026-01-02 a:2026-01-03            | a | 2026-01-04 | 3 | 0 | 2026-05-01
          W4 | mitid-herning  | a:2026-01-01 a:2026-01-02 a:2026-01-03            | a | 2026-01-04 | 1 | 2 | 2026-01-04
          W4 | mitid-herning  | a:2026-01-01 b:2026-01-02 c:2026-01-03            | a | 2026-01-04 | 3 | 0 | 2026-01-04
          W4 | mitid-herning  | a:2026-01-01 b:2026-01-02 c:2026-01-03            | d | 2026-01-04 | 3 | 0 | 2026-05-01
          W4 | mitid-herning  | a:2026-01-01 b:2026-01-02 c:2026-01-03            |   | 2026-01-04 | 3 | 0 | 2026-05-01
          # Recorded by the other pack's way of counting
          W4 | mitid-national | a:2026-01-01 a:2026-01-02 a:2026-01-03 b:2026-01-04 b:2026-01-05 |   | 2026-01-06 | 5 | 0 | 2026-05-03
          W4 | mitid-herning  | a:2026-01-01 a:2026-01-02 a:2026-01-03 b:2026-01-04 b:2026-01-05 |   | 2026-01-06 | 2 | 1 | 2026-01-06
          W4 | mitid-herning  | a:2026-01-01 b:2026-01-02 c:2026-01-03 d:2026-01-04              | a | 2026-02-01 | 4 | 0 | 2026-05-02
          # Back-dated: windows that end after the day
          W4 | mitid-national | a:2026-06-01 b:2026-06-01 c:2026-06-01            |   | 2026-02-01 | 0 | 3 | 2026-02-01
          W4 | mitid-national | a:2026-06-01 b:2026-06-01 c:2026-06-01            |   | 2026-02-02 | 3 | 0 | 2026-09-29
          W4 | mitid-herning  | a:2026-06-01 b:2026-06-01 c:2026-06-01            | d | 2026-02-02 | 3 | 0 | 2026-09-29
          W4 | mitid-herning  | a:2026-06-01 b:2026-06-01 c:2026-06-01            | a | 2026-02-02 | 3 | 0 | 2026-02-02
          W4 | mitid-national | a:2026-01-01 b:2026-02-01 c:2026-06-01            |   | 2026-05-20 | 1 | 2 | 2026-05-20
          W4 | mitid-national | a:2026-01-01 b:2026-03-01 c:2026-06-01 d:2026-06-02 |   | 2026-04-30 | 3 | 0 | 2026-06-29
          # W6: of three one is voided, so two are facts
          W6 | mitid-national | a:2026-01-01 b:2026-01-01                         |   | 2026-01-02 | 2 | 1 | 2026-01-02
          """)
  void decide_attestations_quotaAndFirstDay(
      String clause,
      String pack,
      String attestations,
      @Nullable String applicant,
      LocalDate on,
      int used,
      int remaining,
      LocalDate from) {
    var question =
        new WitnessQuestion(
            UUID.randomUUID(),
            LONG_AGO,
            LONG_AGO,
            false,
            List.of(PASSPORT),
            applicant == null ? null : new Person(UUID.randomUUID(), hash(applicant)),
            on,
            Venue.CITIZEN_SERVICE);
    WitnessAnswer answer =
        CompiledPack.of(Packs.pack(pack))
            .witness()
            .orElseThrow()
            .decide(question, fact(attestations));
    assertThat(answer.quota())
        .as(clause)
        .extracting("used", "remaining", "quota.limit", "quota.windowDays")
        .containsExactly(used, remaining, 3, 120);
    assertThat(answer.allowedFrom()).as(clause).isEqualTo(from);
    assertThat(tuple(answer.verdict(), answer.reasons()))
        .as(clause)
        .isEqualTo(
            from.equals(on)
                ? tuple(WitnessVerdict.ALLOWED, List.of())
                : tuple(WitnessVerdict.NOT_ALLOWED, List.of(ReasonCode.QUOTA_EXHAUSTED)));
  }

  private static AttestationFact fact(String attestations) {
    return new AttestationFact(
        Arrays.stream(attestations.split(" ", -1))
            .filter(attestation -> !attestation.isEmpty())
            .map(WitnessQuotaClauseTest::attestation)
            .toList());
  }

  private static Attestation attestation(String written) {
    return new Attestation(LocalDate.parse(written.substring(2)), hash(written.substring(0, 1)));
  }

  private static PersonHash hash(String letter) {
    return new PersonHash(letter.charAt(0), 0, 0, 0);
  }
}
