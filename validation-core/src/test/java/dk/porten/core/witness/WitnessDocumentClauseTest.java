package dk.porten.core.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a witness may show (W3), a row a case, clause first. An empty cell is left out. */
class WitnessDocumentClauseTest {

  private static final LocalDate ON = LocalDate.of(2026, 12, 3);
  private static final LocalDate LONG_AGO = LocalDate.of(1980, 1, 1);

  /** What is said of the document besides its type, issuer, form and expiry. */
  private enum But {
    NOTHING,
    NO_PHOTO,
    TEMPORARY,
    OTHER_NAME,
    NAME_LEFT_OUT,
    NO_EXPIRY_DATE,
    AT_HIGH_COMMISSIONER
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # clause | type | issuer | form | expires | but | national | herning
          W3 | passport                  | DK | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | allowed
          W3 | passport                  | GL | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | allowed
          W3 | passport                  | FO | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | not-allowed
          W3 | passport                  | SE | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | not-allowed
          W3 | passport                  | XK | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | not-allowed
          W3 | passport                  | DK | APP      | 2030-01-01 | NOTHING              | not-allowed      | not-allowed
          W3 | passport                  | DK | PHYSICAL | 2030-01-01 | NO_PHOTO             | not-allowed      | not-allowed
          W3 | driving-licence           | DK | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | allowed
          W3 | driving-licence           | GL | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | allowed
          W3 | driving-licence           | FO | PHYSICAL | 2030-01-01 | NOTHING              | not-allowed      | not-allowed
          W3 | driving-licence           | FO | PHYSICAL | 2030-01-01 | AT_HIGH_COMMISSIONER | allowed          | not-allowed
          W3 | driving-licence           | SE | PHYSICAL | 2030-01-01 | NOTHING              | not-allowed      | not-allowed
          W3 | driving-licence           | DK | PHYSICAL | 2030-01-01 | NO_PHOTO             | not-allowed      | not-allowed
          W3 | driving-licence           | DK | APP      | 2030-01-01 | NOTHING              | allowed          | allowed
          W3 | driving-licence           | DK | APP      | 2030-01-01 | NO_PHOTO             | allowed          | allowed
          W3 | driving-licence           | GL | APP      | 2030-01-01 | NOTHING              | not-allowed      | allowed
          W3 | driving-licence           | FO | APP      | 2030-01-01 | AT_HIGH_COMMISSIONER | not-allowed      | not-allowed
          W3 | residence-permit          | DK | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | not-allowed
          W3 | residence-permit          | SE | PHYSICAL | 2030-01-01 | NOTHING              | not-allowed      | not-allowed
          W3 | foreign-ministry-id-card  | DK | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | not-allowed
          W3 | national-id-card          | SE | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | not-allowed
          W3 | national-id-card          | DK | PHYSICAL | 2030-01-01 | NOTHING              | not-allowed      | not-allowed
          W3 | municipal-id-card         | DK | PHYSICAL | 2030-01-01 | NOTHING              | allowed          | not-allowed
          W3 | municipal-id-card         | FO | PHYSICAL | 2030-01-01 | NOTHING              | not-allowed      | not-allowed
          W3 | police-id-card            | DK | PHYSICAL | 2030-01-01 | NOTHING              | not-allowed      | not-allowed
          W3 | nato-passport             |    | PHYSICAL | 2030-01-01 | NOTHING              | not-allowed      | not-allowed
          W3 | health-insurance-card     | DK | PHYSICAL |            | NOTHING              | not-allowed      | not-allowed
          W3 | tax-assessment-notice     | DK | PHYSICAL |            | NOTHING              | not-allowed      | not-allowed
          W3 | passport                  | DK | PHYSICAL | 2026-12-03 | NOTHING              | allowed          | allowed
          W3 | passport                  | DK | PHYSICAL | 2026-12-02 | NOTHING              | not-allowed      | not-allowed
          W3 | passport                  | DK | PHYSICAL | 2026-12-02 | NO_EXPIRY_DATE       | not-allowed      | not-allowed
          W3 | passport                  | DK | PHYSICAL |            | NOTHING              | needs-assessment | needs-assessment
          W3 | passport                  | DK | PHYSICAL |            | NO_EXPIRY_DATE       | allowed          | allowed
          W3 | driving-licence           | DK | APP      |            | NOTHING              | needs-assessment | needs-assessment
          W3 | passport                  | DK | PHYSICAL | 2030-01-01 | TEMPORARY            | not-allowed      | not-allowed
          W3 | passport                  | DK | PHYSICAL |            | TEMPORARY            | not-allowed      | not-allowed
          W3 | passport                  | DK | PHYSICAL | 2030-01-01 | OTHER_NAME           | not-allowed      | allowed
          W3 | passport                  | DK | PHYSICAL | 2030-01-01 | NAME_LEFT_OUT        | needs-assessment | allowed
          W3 | passport                  | DK | PHYSICAL | 2026-12-02 | NAME_LEFT_OUT        | not-allowed      | not-allowed
          """)
  void decide_document_verdictOfEitherPack(
      String clause,
      String type,
      @Nullable String issuer,
      DocumentForm form,
      @Nullable LocalDate expires,
      But but,
      String national,
      String herning) {
    var document =
        new Document(
            Arrays.stream(DocumentType.values())
                .filter(t -> t.code().equals(type))
                .findFirst()
                .orElseThrow(),
            issuer == null ? null : Country.find(issuer).orElseThrow(),
            form,
            but != But.NO_PHOTO,
            Truth.UNKNOWN,
            but == But.TEMPORARY,
            expires,
            but == But.NO_EXPIRY_DATE,
            null,
            2025,
            name(but));
    Venue venue =
        but == But.AT_HIGH_COMMISSIONER ? Venue.FAROE_HIGH_COMMISSIONER : Venue.CITIZEN_SERVICE;
    assertThat(verdict("mitid-national", document, venue)).as(clause).isEqualTo(national);
    assertThat(verdict("mitid-herning", document, venue)).as(clause).isEqualTo(herning);
  }

  private static Truth name(But but) {
    if (but == But.NAME_LEFT_OUT) {
      return Truth.UNKNOWN;
    }
    return Truth.of(but != But.OTHER_NAME);
  }

  private static String verdict(String pack, Document document, Venue venue) {
    var question =
        new WitnessQuestion(
            UUID.randomUUID(), LONG_AGO, LONG_AGO, false, List.of(document), null, ON, venue);
    return CompiledPack.of(Packs.pack(pack))
        .witness()
        .orElseThrow()
        .decide(question, new AttestationFact(List.of()))
        .verdict()
        .code();
  }
}
