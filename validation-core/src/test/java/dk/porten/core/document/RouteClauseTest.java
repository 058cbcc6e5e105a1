package dk.porten.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which documents suffice, by which route (D10–D13, D20–D22, D30, D32). */
class RouteClauseTest {

  private static final String ON = "2026-06-15";

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          D10 | mitid-national    | driving-licence DK 2030-01-01 no-cpr               | sufficient single 0
          D10 | mitid-national    | driving-licence GL 2030-01-01 no-cpr               | sufficient single 0
          D10 | mitid-national/HC | driving-licence FO 2030-01-01 no-cpr               | sufficient single 0
          D10 | mitid-national    | driving-licence SE 2030-01-01 cpr                  | insufficient
          D10 | mitid-national    | driving-licence DK 2030-01-01 no-cpr app           | sufficient single 0
          D10 | mitid-national    | passport FO 2030-01-01 cpr                         | sufficient single 0
          D10 | mitid-national    | passport FO 2030-01-01 no-cpr                      | insufficient
          D10 | mitid-national    | passport FO 2030-01-01                             | needs-assessment
          D10 | mitid-national    | passport SE 2030-01-01 cpr                         | insufficient
          D10 | mitid-national    | residence-permit DK 2030-01-01 cpr                 | sufficient single 0
          D10 | mitid-national    | residence-permit DK 2030-01-01 no-cpr              | insufficient
          D10 | mitid-national    | foreign-ministry-id-card DK 2030-01-01 no-cpr      | sufficient single 0
          D10 | mitid-national    | ''                                                 | insufficient
          D11 | mitid-national    | passport SE 2030-01-01; health-insurance-card DK cpr | sufficient photo-and-cpr-evidence 0 1
          D11 | mitid-national    | health-insurance-card DK cpr; passport SE 2030-01-01 | sufficient photo-and-cpr-evidence 0 1
          D11 | mitid-national    | passport SE 2030-01-01 cpr; health-insurance-card DK no-cpr | insufficient
          D11 | mitid-national    | passport GL 2030-01-01 no-cpr; birth-certificate DK cpr | sufficient photo-and-cpr-evidence 0 1
          D11 | mitid-national    | national-id-card SE 2030-01-01; tax-assessment-notice DK cpr year=2025 | sufficient photo-and-cpr-evidence 0 1
          D11 | mitid-national    | national-id-card SE 2030-01-01; residence-certificate FO cpr | insufficient
          D11 | mitid-national    | national-id-card SE 2030-01-01; passport SE 2030-01-01 cpr | insufficient
          D11 | mitid-national/HC | passport FO 2030-01-01 no-cpr; cpr-number-certificate FO cpr | sufficient photo-and-cpr-evidence 0 1
          D11 | mitid-national    | passport FO 2030-01-01 no-cpr; cpr-number-certificate FO cpr | insufficient
          D12 | mitid-national    | residence-certificate DK cpr; personal-certificate DK no-cpr | sufficient two-documents 0 1
          D12 | mitid-national    | residence-certificate DK no-cpr; personal-certificate DK cpr | sufficient two-documents 0 1
          D12 | mitid-national    | residence-certificate DK no-cpr; personal-certificate DK no-cpr | insufficient
          D12 | mitid-national    | residence-certificate DK cpr; residence-certificate GL cpr | insufficient
          D12 | mitid-national    | residence-certificate DK cpr; residence-certificate FO no-cpr | sufficient two-documents 0 1
          D12 | mitid-national    | health-insurance-card DK cpr; special-health-insurance-card DK 2030-01-01 cpr | insufficient
          D12 | mitid-national    | birth-certificate DK cpr; residence-certificate DK cpr | insufficient
          D12 | mitid-national    | tax-assessment-notice DK cpr year=2025; public-benefit-documentation DK cpr issued=2026-06-01 | insufficient
          D12 | mitid-national    | tax-assessment-notice DK cpr year=2025; preliminary-income-assessment DK cpr year=2026 | insufficient
          D12 | mitid-national    | tax-assessment-notice DK cpr year=2025; baptism-certificate DK no-cpr | sufficient two-documents 0 1
          D12 | mitid-national    | municipal-id-card DK 2030-01-01 cpr; birth-and-name-certificate FO no-cpr | sufficient two-documents 0 1
          D12 | mitid-national    | residence-permit DK 2030-01-01 no-cpr; birth-and-baptism-certificate FO cpr | sufficient two-documents 0 1
          D13 | mitid-national    | passport SE 2030-01-01; health-insurance-card DK cpr; driving-licence DK 2030-01-01 | sufficient single 2
          D13 | mitid-national    | driving-licence DK 2026-06-14; passport DK 2030-01-01 cpr; driving-licence DK 2030-01-01 | sufficient single 1
          D13 | mitid-national    | residence-certificate DK cpr; personal-certificate DK cpr; passport SE 2030-01-01 | sufficient photo-and-cpr-evidence 0 2
          D13 | mitid-national    | baptism-certificate DK cpr; personal-certificate DK; residence-certificate DK cpr | sufficient two-documents 0 1
          D13 | mitid-national    | passport DK 2030-01-01; residence-certificate DK cpr; driving-licence DK | sufficient photo-and-cpr-evidence 0 1
          D20 | mitid-herning     | passport SE 2030-01-01 cpr                         | sufficient single 0
          D20 | mitid-herning     | passport SE 2030-01-01 no-cpr                      | insufficient
          D20 | mitid-herning     | driving-licence US 2030-01-01 cpr                  | sufficient single 0
          D20 | mitid-herning     | driving-licence DK 2030-01-01 cpr app              | sufficient single 0
          D20 | mitid-herning     | residence-permit DK 2030-01-01 cpr                 | sufficient single 0
          D20 | mitid-herning     | national-id-card SE 2030-01-01 cpr                 | sufficient single 0
          D20 | mitid-herning     | foreign-ministry-id-card DK 2030-01-01 cpr         | insufficient
          D20 | mitid-herning     | health-insurance-card DK cpr                       | insufficient
          D21 | mitid-herning     | driving-licence DK 2030-01-01 no-cpr; birth-certificate FO cpr | sufficient photo-and-cpr-evidence 0 1
          D21 | mitid-herning     | driving-licence DK 2030-01-01 no-cpr; birth-certificate FO no-cpr | insufficient
          D21 | mitid-herning     | passport SE 2030-01-01 no-cpr; driving-licence SE 2030-01-01 no-cpr | insufficient
          D22 | mitid-herning     | birth-certificate FO no-cpr; health-insurance-card DK cpr app | sufficient two-documents 0 1
          D22 | mitid-herning     | birth-certificate FO cpr; birth-certificate DK cpr | insufficient
          D22 | mitid-herning     | health-insurance-card DK cpr; special-health-insurance-card DK 2030-01-01 cpr | insufficient
          D22 | mitid-herning     | residence-certificate FO cpr; health-insurance-card DK cpr | insufficient
          D30 | nemid-herning     | passport US 2030-01-01 no-cpr                      | sufficient single 0
          D30 | nemid-herning     | driving-licence LI 2030-01-01 no-cpr               | sufficient single 0
          D30 | nemid-herning     | driving-licence US 2030-01-01 no-cpr               | insufficient
          D30 | nemid-herning     | bank-id-card DK 2030-01-01 no-cpr                  | sufficient single 0
          D30 | nemid-herning     | police-id-card DK 2030-01-01 no-cpr                | sufficient single 0
          D30 | nemid-herning     | armed-forces-id-card DK 2030-01-01 no-cpr          | sufficient single 0
          D30 | nemid-herning     | nato-passport US 2030-01-01 no-cpr                 | sufficient single 0
          D30 | nemid-herning     | residence-permit DK 2030-01-01 cpr                 | sufficient single 0
          D30 | nemid-herning     | residence-permit DK 2030-01-01 no-cpr              | insufficient
          D30 | nemid-herning     | residence-permit DK 2030-01-01 no-cpr; health-insurance-card DK cpr | insufficient
          D32 | nemid-herning     | health-insurance-card DK cpr; special-health-insurance-card DK 2030-01-01 no-cpr | sufficient two-documents 0 1
          D32 | nemid-herning     | personal-certificate DK cpr; special-health-insurance-card DK 2030-01-01 cpr | insufficient
          D32 | nemid-herning     | personal-certificate DK cpr; name-certificate FO no-cpr | sufficient two-documents 0 1
          D32 | nemid-herning     | personal-certificate DK no-cpr; name-certificate FO no-cpr | insufficient
          D32 | nemid-herning     | name-certificate DK cpr; name-certificate FO cpr   | insufficient
          D32 | nemid-herning     | tax-assessment-notice DK cpr; public-benefit-documentation DK cpr issued=2026-06-01 | insufficient
          D32 | nemid-herning     | public-benefit-documentation DK no-cpr issued=2026-06-01; residence-certificate GL cpr | sufficient two-documents 0 1
          D32 | nemid-herning     | birth-certificate DK cpr; baptism-certificate DK cpr | insufficient
          """)
  void decide_documents_verdictRouteAndUse(
      String clause, String place, String documents, String outcome) {
    assertThat(Cases.outcome(Cases.decide(place, ON, documents))).isEqualTo(outcome);
  }
}
