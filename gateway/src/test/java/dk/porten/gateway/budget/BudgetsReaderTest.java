package dk.porten.gateway.budget;

import static dk.porten.gateway.budget.ClientBudget.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.pack.InvalidPackException;
import org.junit.jupiter.api.Test;

/** The file of budgets. */
final class BudgetsReaderTest {

  @Test
  void file_saysAll_isRead() throws InvalidPackException {
    Budgets budgets =
        BudgetsReader.read(
            "budgets.yaml",
            """
            default:
              userIdsPerDay: 100
              checksPerSecond: 20
            clients:
              booking:
                name: Booking
                userIdsPerDay: unlimited
                openHolds: 1
                claimsPerDay: 2
                attestationsPerDay: 3
                streams: 1000000
                heldKibibytes: 2048
              "https://issuer/a b":
                checksPerSecond: 1000000
            """);

    assertThat(budgets.of("anybody"))
        .isEqualTo(new ClientBudget(100, 20, 1_000, 1_000, 1_000, 4, 2_048));
    assertThat(budgets.of("booking"))
        .isEqualTo(new ClientBudget(UNLIMITED, 20, 1, 2, 3, 1_000_000, 2_048));
    assertThat(budgets.of("https://issuer/a b").checksPerSecond()).isEqualTo(1_000_000);
    assertThat(budgets.name("booking")).contains("Booking");
    assertThat(budgets.name("https://issuer/a b")).isEmpty();
  }

  @Test
  void file_hasFaults_isRefusedWithAllOfThem() {
    assertThatThrownBy(
            () ->
                BudgetsReader.read(
                    "budgets.yaml",
                    """
                    default:
                      userIdsPerDay: 0
                      checksPerMinute: 5
                    clients:
                      booking:
                        name: "Böoking"
                        streams: none
                        heldKibibytes: 2047
                      other: {name: others}
                      first: {name: Same}
                      second: {name: Same}
                    more: 1
                    """))
        .isInstanceOf(InvalidPackException.class)
        .hasMessage(
            """
            budgets.yaml:2: expected userIdsPerDay to be a whole number from 1 to 1000000, or unlimited
            budgets.yaml:3: expected one of attestationsPerDay, checksPerSecond, claimsPerDay, heldKibibytes, openHolds, streams, userIdsPerDay, found 'checksPerMinute'
            budgets.yaml:6: expected name to be 1 to 40 letters, digits, spaces, dots, _ and -
            budgets.yaml:7: expected streams to be a whole number from 1 to 1000000, or unlimited
            budgets.yaml:8: expected heldKibibytes to be a whole number from 2048 to 1000000, or unlimited
            budgets.yaml:9: expected a name that stands for one client only
            budgets.yaml:11: expected a name that stands for one client only
            budgets.yaml:12: expected one of clients, default, found 'more'""");
  }
}
