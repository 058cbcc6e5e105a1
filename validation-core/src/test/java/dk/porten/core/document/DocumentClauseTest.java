package dk.porten.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What speaks against a single document, clause by clause (D1–D8). */
class DocumentClauseTest {

  @ParameterizedTest(name = "{0} {1} on {2}: {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D1 | mitid-national    | 2026-06-15 | passport DK 2026-06-15 cpr                                | ''
          D1 | mitid-national    | 2026-06-15 | passport DK 2026-06-14 cpr                                | expired 0
          D1 | mitid-herning     | 2026-06-15 | passport DK 2026-06-14 cpr                                | expired 0
          D1 | nemid-herning     | 2026-06-15 | passport DK 2026-06-14 cpr                                | expired 0
          D1 | mitid-national    | 2026-06-15 | passport DK 2026-06-14 cpr no-expiry                      | expired 0
          D1 | mitid-national    | 2026-06-15 | special-health-insurance-card DK 2026-06-14               | expired 0
          D1 | mitid-national    | 2026-06-15 | health-insurance-card DK 2026-06-14 cpr                   | expired 0
          D1 | mitid-national    | 2026-06-15 | residence-certificate DK 2026-06-15 cpr                   | ''
          D2 | mitid-national    | 2026-06-15 | passport DK 2030-01-01 cpr temporary                      | temporary 0
          D2 | mitid-herning     | 2026-06-15 | driving-licence DK 2030-01-01 cpr temporary               | temporary 0
          D2 | nemid-herning     | 2026-06-15 | passport DK 2026-06-14 temporary                          | expired 0; temporary 0
          D3 | mitid-national    | 2026-06-15 | public-benefit-documentation DK cpr issued=2026-03-15     | ''
          D3 | mitid-national    | 2026-06-15 | public-benefit-documentation DK cpr issued=2026-03-14     | too-old 0
          D3 | mitid-national    | 2026-06-15 | public-benefit-documentation DK cpr issued=2026-06-15     | ''
          D3 | mitid-national    | 2026-06-15 | public-benefit-documentation DK cpr issued=2026-06-16     | not-yet-issued 0
          D3 | mitid-national    | 2026-05-31 | public-benefit-documentation DK cpr issued=2026-02-28     | ''
          D3 | mitid-national    | 2026-05-31 | public-benefit-documentation DK cpr issued=2026-02-27     | too-old 0
          D3 | nemid-herning     | 2028-05-31 | public-benefit-documentation DK cpr issued=2028-02-28     | too-old 0
          D3 | nemid-herning     | 2028-05-31 | public-benefit-documentation DK cpr issued=2028-02-29     | ''
          D3 | nemid-herning     | 2028-05-29 | public-benefit-documentation DK cpr issued=2028-02-28     | too-old 0
          D3 | nemid-herning     | 2027-02-28 | public-benefit-documentation DK cpr issued=2026-11-28     | ''
          D3 | mitid-herning     | 2026-06-15 | public-benefit-documentation DK cpr issued=2026-03-14     | too-old 0; not-accepted 0
          D3 | mitid-national    | 2026-06-15 | public-benefit-documentation SE cpr issued=2026-06-16     | not-yet-issued 0; not-accepted 0
          D3 | mitid-national    | 2026-06-15 | public-benefit-documentation DK cpr issued=2026-03-14 app | too-old 0; app-not-accepted 0
          D3 | mitid-national    | 2026-06-15 | residence-certificate DK cpr issued=2001-01-01            | ''
          D4 | mitid-national    | 2026-12-31 | tax-assessment-notice DK cpr year=2025                    | ''
          D4 | mitid-national    | 2027-01-01 | tax-assessment-notice DK cpr year=2025                    | wrong-year 0
          D4 | mitid-national    | 2026-12-31 | tax-assessment-notice DK cpr year=2026                    | wrong-year 0
          D4 | mitid-national    | 2026-01-01 | preliminary-income-assessment DK cpr year=2026            | ''
          D4 | mitid-national    | 2026-01-01 | preliminary-income-assessment DK cpr year=2025            | wrong-year 0
          D4 | mitid-national    | 2026-01-01 | preliminary-income-assessment DK cpr year=2027            | wrong-year 0
          D4 | nemid-herning     | 2026-01-01 | tax-assessment-notice DK cpr year=2001                    | ''
          D5 | mitid-national    | 2026-06-15 | passport DK 2030-01-01 cpr other-name                     | name-differs 0
          D5 | mitid-herning     | 2026-06-15 | passport DK 2030-01-01 cpr other-name                     | ''
          D5 | nemid-herning     | 2026-06-15 | passport DK 2030-01-01 other-name                         | ''
          D6 | mitid-national    | 2026-06-15 | driving-licence DK 2030-01-01 app                         | ''
          D6 | mitid-national    | 2026-06-15 | driving-licence GL 2030-01-01 app                         | app-not-accepted 0
          D6 | mitid-herning     | 2026-06-15 | driving-licence GL 2030-01-01 cpr app                     | ''
          D6 | mitid-herning     | 2026-06-15 | driving-licence FO 2030-01-01 cpr app                     | app-not-accepted 0
          D6 | nemid-herning     | 2026-06-15 | driving-licence GL 2030-01-01 app                         | app-not-accepted 0
          D6 | mitid-national    | 2026-06-15 | health-insurance-card GL cpr app                          | ''
          D6 | mitid-national    | 2026-06-15 | special-health-insurance-card DK 2030-01-01 cpr app       | app-not-accepted 0
          D6 | nemid-herning     | 2026-06-15 | special-health-insurance-card DK 2030-01-01 cpr app       | app-not-accepted 0
          D6 | mitid-national    | 2026-06-15 | driving-licence FO 2030-01-01 app                         | app-not-accepted 0
          D6 | mitid-national    | 2026-06-15 | driving-licence SE 2030-01-01 app                         | not-accepted 0
          D7 | mitid-national    | 2026-06-15 | driving-licence FO 2030-01-01                             | accepted-elsewhere 0
          D7 | mitid-national/HC | 2026-06-15 | driving-licence FO 2030-01-01                             | ''
          D7 | mitid-national    | 2026-06-15 | cpr-number-certificate FO cpr                             | accepted-elsewhere 0
          D7 | mitid-national/HC | 2026-06-15 | cpr-number-certificate FO cpr                             | ''
          D7 | mitid-national    | 2026-06-15 | driving-licence FO 2030-01-01 no-photo                    | accepted-elsewhere 0
          D7 | mitid-national/HC | 2026-06-15 | driving-licence FO 2030-01-01 no-photo                    | photo-missing 0
          D7 | mitid-national    | 2026-06-15 | other DK cpr                                              | not-accepted 0
          D7 | mitid-national    | 2026-06-15 | nato-passport 2030-01-01                                  | not-accepted 0
          D7 | nemid-herning     | 2026-06-15 | nato-passport 2030-01-01                                  | ''
          D7 | nemid-herning     | 2026-06-15 | driving-licence CH 2030-01-01                             | not-accepted 0
          D7 | nemid-herning     | 2026-06-15 | national-id-card CH 2030-01-01                            | ''
          D7 | nemid-herning     | 2026-06-15 | national-id-card GB 2030-01-01                            | not-accepted 0
          D7 | mitid-national    | 2026-06-15 | national-id-card DK 2030-01-01                            | not-accepted 0
          D7 | mitid-herning     | 2026-06-15 | national-id-card FO 2030-01-01 cpr                        | not-accepted 0
          D7 | mitid-national    | 2026-06-15 | personal-certificate FO cpr                               | not-accepted 0
          D7 | mitid-herning     | 2026-06-15 | personal-certificate FO cpr                               | ''
          D8 | mitid-national    | 2026-06-15 | passport DK 2030-01-01 cpr no-photo                       | photo-missing 0
          D8 | mitid-herning     | 2026-06-15 | residence-permit DK 2030-01-01 cpr no-photo               | photo-missing 0
          D8 | nemid-herning     | 2026-06-15 | moped-certificate DK 2030-01-01 no-photo                  | photo-missing 0
          D8 | mitid-national    | 2026-06-15 | driving-licence DK 2030-01-01 app no-photo                | ''
          D8 | mitid-national    | 2026-06-15 | passport DK 2026-06-14 cpr temporary other-name no-photo  | expired 0; temporary 0; name-differs 0; photo-missing 0
          """)
  void decide_oneDocument_itsReasons(
      String clause, String place, String on, String document, String reasons) {
    DocumentAnswer answer = Cases.decide(place, on, document);
    assertThat(withoutCase(Cases.reasons(answer))).isEqualTo(reasons);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D1 | mitid-national | passport DK cpr                                         | 0.expiresOn
          D1 | mitid-herning  | passport DK cpr                                         | 0.expiresOn
          D1 | mitid-national | passport DK cpr no-expiry                               | ''
          D1 | nemid-herning  | special-health-insurance-card DK cpr; name-certificate DK | 0.expiresOn
          D1 | nemid-herning  | health-insurance-card DK cpr; name-certificate DK       | ''
          D3 | nemid-herning  | public-benefit-documentation DK cpr; name-certificate DK | 0.issuedOn
          D4 | mitid-national | tax-assessment-notice DK cpr; personal-certificate DK   | 0.year
          D4 | mitid-national | preliminary-income-assessment DK cpr; personal-certificate DK | 0.year
          D4 | nemid-herning  | tax-assessment-notice DK cpr; name-certificate DK       | ''
          D5 | mitid-national | passport DK 2030-01-01 cpr name-unknown                 | 0.nameMatchesCpr
          D5 | mitid-herning  | passport DK 2030-01-01 cpr name-unknown                 | ''
          D6 | mitid-national | driving-licence GL app; passport DK 2030-01-01          | 1.cprNumberShown
          D10 | mitid-national | passport DK                                            | 0.expiresOn 0.cprNumberShown
          D10 | mitid-national | passport DK; driving-licence DK                        | 0.expiresOn 0.cprNumberShown 1.expiresOn
          D11 | mitid-national | passport SE; health-insurance-card DK                  | 0.expiresOn 1.cprNumberShown
          D12 | mitid-national | residence-certificate DK; personal-certificate DK      | 0.cprNumberShown 1.cprNumberShown
          D21 | mitid-herning | passport SE 2030-01-01; health-insurance-card DK        | 0.cprNumberShown 1.cprNumberShown
          D30 | nemid-herning | residence-permit DK 2030-01-01                          | 0.cprNumberShown
          """)
  void decide_factsLeftOut_thoseThatDecide(
      String clause, String pack, String documents, String unknown) {
    DocumentAnswer answer = Cases.decide(pack, "2026-06-15", documents);
    assertThat(Cases.unknown(answer)).isEqualTo(unknown);
    assertThat(answer.verdict())
        .isEqualTo(
            unknown.isEmpty() ? DocumentVerdict.SUFFICIENT : DocumentVerdict.NEEDS_ASSESSMENT);
  }

  /** Drops the reason that is about the case (D42). */
  private static String withoutCase(String reasons) {
    return reasons.replaceFirst("(; )?(more-documents-needed|cpr-number-not-shown)[0-9 ]*$", "");
  }
}
