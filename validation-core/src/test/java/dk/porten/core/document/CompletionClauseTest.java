package dk.porten.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why not, what else to bring and until when (D40–D42). */
class CompletionClauseTest {

  private static final String ON = "2026-06-15";

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D40 | mitid-national | passport DK 2030-01-01 cpr              | ''
          D40 | mitid-herning  | passport SE 2030-01-01 no-cpr           | health-card:cpr, licence-app:cpr, licence:cpr, passport:cpr, permit:cpr, national-id:cpr, residence-certificate:cpr, personal-certificate:cpr, birth-certificate:cpr, baptism-certificate:cpr
          D40 | mitid-herning  | health-insurance-card DK cpr            | licence-app, licence, passport, permit, national-id, residence-certificate, personal-certificate, birth-certificate, baptism-certificate
          D40 | nemid-herning  | personal-certificate DK cpr             | licence-app, licence, passport, permit:cpr, national-id, health-card, residence-certificate, baptism-certificate, name-certificate, bank-id, moped-certificate, armed-forces-id, police-id, nato-passport
          """)
  void bring_handOfOnePack_everySmallestSet(
      String clause, String pack, String documents, String bring) {
    assertThat(Cases.bring(Cases.decide(pack, ON, documents))).isEqualTo(bring);
  }

  @ParameterizedTest(name = "{0} {1}: {2} and {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D40 | mitid-national    | residence-certificate DK cpr           | passport-plain               | true
          D40 | mitid-national    | residence-certificate DK cpr           | passport-cpr:cpr             | false
          D40 | mitid-national    | residence-certificate DK cpr           | permit                       | true
          D40 | mitid-national    | residence-certificate DK cpr           | permit-cpr:cpr               | false
          D40 | mitid-national    | residence-certificate DK cpr           | tax                          | true
          D40 | mitid-national    | residence-certificate DK cpr           | residence-certificate        | false
          D40 | mitid-national    | residence-certificate DK no-cpr        | personal-certificate:cpr     | true
          D40 | mitid-national    | residence-certificate DK no-cpr        | personal-certificate         | false
          D40 | mitid-national    | residence-certificate DK               | personal-certificate         | false
          D40 | mitid-national    | residence-certificate DK name-unknown cpr | personal-certificate      | false
          D40 | mitid-national    | residence-certificate DK no-cpr        | permit-cpr:cpr               | true
          D40 | mitid-national    | residence-certificate DK no-cpr        | passport-cpr:cpr             | true
          D40 | mitid-national    | residence-certificate DK no-cpr        | passport-plain               | false
          D40 | mitid-national    | ''                                     | licence-fo                   | false
          D40 | mitid-national/HC | ''                                     | licence-fo                   | true
          D40 | mitid-national    | ''                                     | health-card:cpr + passport-plain | true
          D40 | mitid-national    | ''                                     | health-card + passport-plain | false
          D40 | mitid-national    | ''                                     | tax + benefit:cpr            | false
          D40 | mitid-national    | ''                                     | health-card + tax:cpr        | true
          D40 | mitid-national    | ''                                     | health-card:cpr + tax        | true
          D40 | mitid-national    | ''                                     | health-card:cpr + tax:cpr    | false
          D40 | mitid-national    | ''                                     | health-card:cpr + permit     | true
          D40 | mitid-national    | ''                                     | permit + tax:cpr             | true
          """)
  void bring_hand_namesASetOrNot(
      String clause, String place, String documents, String set, boolean named) {
    String bring = ", " + Cases.bring(Cases.decide(place, ON, documents)) + ", ";
    assertThat(bring.contains(", " + set + ", ")).isEqualTo(named);
  }

  @ParameterizedTest(name = "{0} {1} on {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "null",
      textBlock =
          """
          D41 | mitid-national    | 2026-06-15 | passport DK 2026-08-01 cpr                                | 2026-08-01
          D41 | mitid-national    | 2026-06-15 | passport DK 2026-06-15 cpr                                | 2026-06-15
          D41 | mitid-national    | 2026-06-15 | passport DK 2026-06-14 cpr                                | null
          D41 | mitid-national    | 2026-06-15 | passport DK cpr no-expiry                                 | null
          D41 | mitid-national    | 2026-06-15 | passport DK 9999-12-30 cpr                                | 9999-12-30
          D41 | mitid-national    | 2026-06-15 | passport DK 9999-12-31 cpr                                | 9999-12-31
          D41 | mitid-national    | 2026-06-15 | passport DK 2026-08-01 cpr; driving-licence DK 2026-09-01 | 2026-09-01
          D41 | mitid-national    | 2026-06-15 | passport DK 2026-08-01                                    | 2026-08-01
          D41 | mitid-national    | 2026-06-15 | passport DK 2026-08-01 cpr; passport DK 2026-09-01        | 2026-08-01
          D41 | nemid-herning     | 2026-06-15 | public-benefit-documentation DK cpr issued=2026-07-01; name-certificate DK | 2026-06-30
          D41 | nemid-herning     | 2026-07-01 | public-benefit-documentation DK cpr issued=2026-07-01; name-certificate DK | 2026-10-01
          D41 | nemid-herning     | 2026-04-01 | public-benefit-documentation DK cpr issued=2026-02-28; name-certificate DK | 2026-05-31
          D41 | nemid-herning     | 2026-12-01 | public-benefit-documentation DK cpr issued=2026-11-30; name-certificate DK | 2027-02-28
          D41 | mitid-national    | 2026-06-15 | tax-assessment-notice DK cpr year=2025; name-certificate DK; personal-certificate DK | 2026-12-31
          D41 | mitid-national    | 2026-06-15 | tax-assessment-notice DK cpr year=2026; personal-certificate DK | 2026-12-31
          D41 | mitid-national    | 2027-06-15 | tax-assessment-notice DK cpr year=2026; personal-certificate DK | 2027-12-31
          D41 | mitid-national    | 2025-06-15 | preliminary-income-assessment DK cpr year=2026; personal-certificate DK | 2025-12-31
          D41 | mitid-national    | 2026-06-15 | preliminary-income-assessment DK cpr year=2026; personal-certificate DK | 2026-12-31
          D41 | nemid-herning     | 2026-06-15 | tax-assessment-notice DK cpr year=2025; name-certificate DK | null
          D41 | mitid-national    | 2026-06-15 | ''                                                        | null
          """)
  void verdictUntil_documents_lastDayOfTheVerdict(
      String clause, String pack, String on, String documents, @Nullable String until) {
    assertThat(Cases.decide(pack, on, documents).verdictUntil())
        .isEqualTo(until == null ? null : LocalDate.parse(until));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D42 | mitid-national | ''                                            | more-documents-needed
          D42 | mitid-national | other DK cpr                                  | not-accepted 0; more-documents-needed
          D42 | mitid-national | passport DK 2026-06-14 cpr; driving-licence DK 2030-01-01 | expired 0
          D42 | mitid-national | passport DK 2026-06-14 cpr; passport DK 2030-01-01 | expired 0
          D42 | mitid-national | passport DK 2030-01-01 no-cpr                 | cpr-number-not-shown 0
          D42 | mitid-national | passport SE 2030-01-01 no-cpr                 | more-documents-needed 0
          D42 | mitid-national | passport SE 2030-01-01 no-cpr; health-insurance-card DK no-cpr | cpr-number-not-shown 0 1
          D42 | mitid-national | passport SE no-cpr; health-insurance-card DK no-cpr | cpr-number-not-shown 0 1
          D42 | mitid-national | residence-certificate DK cpr; residence-certificate GL cpr | same-class 0 1; more-documents-needed 0 1
          D42 | mitid-national | birth-certificate DK cpr; birth-certificate GL cpr | more-documents-needed 0 1
          D42 | mitid-herning  | birth-certificate DK cpr; birth-certificate GL cpr | same-class 0 1; more-documents-needed 0 1
          D42 | mitid-national | health-insurance-card DK cpr; special-health-insurance-card DK 2030-01-01 cpr | same-class 0 1; more-documents-needed 0 1
          D42 | nemid-herning  | tax-assessment-notice DK cpr; preliminary-income-assessment DK cpr | same-class 0 1; more-documents-needed 0 1
          D42 | mitid-national | tax-assessment-notice DK cpr year=2025; public-benefit-documentation DK cpr issued=2026-06-01 | tax-with-benefit 0 1; more-documents-needed 0 1
          D42 | mitid-national | public-benefit-documentation DK cpr issued=2026-06-01; birth-certificate DK cpr; tax-assessment-notice DK cpr year=2025; preliminary-income-assessment DK cpr year=2026 | tax-with-benefit 0 2 3; same-class 2 3; more-documents-needed 0 1 2 3
          D42 | mitid-national | tax-assessment-notice DK cpr year=2024; public-benefit-documentation DK cpr issued=2026-06-01 | wrong-year 0; more-documents-needed 1
          D42 | nemid-herning  | tax-assessment-notice DK cpr; public-benefit-documentation DK cpr issued=2026-06-01 | more-documents-needed 0 1
          D42 | nemid-herning  | residence-permit DK 2030-01-01 no-cpr         | cpr-number-not-shown 0
          """)
  void reasons_case_documentsFirstThenTheCase(
      String clause, String pack, String documents, String reasons) {
    assertThat(Cases.reasons(Cases.decide(pack, ON, documents))).isEqualTo(reasons);
  }
}
