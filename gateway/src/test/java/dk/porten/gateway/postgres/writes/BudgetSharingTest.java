package dk.porten.gateway.postgres.writes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.budget.Accounts;
import dk.porten.gateway.budget.BudgetSharing;
import dk.porten.gateway.budget.Budgets;
import dk.porten.gateway.budget.BudgetsReader;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two gateways that tell each other what clients used, whenever a test says so. */
final class BudgetSharingTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final TestClock clock = new TestClock("2026-12-01T23:00:00Z");
  private final GatewayMetrics metrics = new GatewayMetrics();
  private OpenLedgers ledgers;
  private Side here;
  private Side there;

  /** One gateway's accounts, and how it shares them. */
  private record Side(Accounts accounts, BudgetSharing sharing) {
    ClientAccount bank() {
      return accounts.of("bank");
    }

    void share() {
      OpenLedgers.await(sharing.share());
    }
  }

  @BeforeEach
  void start() throws InvalidPackException {
    ledgers = new OpenLedgers(DATABASE.newDatabase());
    here = side();
    there = side();
  }

  private Side side() throws InvalidPackException {
    Budgets budgets =
        BudgetsReader.read(
            "b",
            "default: {userIdsPerDay: 3, openHolds: 2, claimsPerDay: 1, attestationsPerDay: 1}");
    var accounts = new Accounts(budgets, UnaryOperator.identity(), metrics.clients(), clock);
    return new Side(
        accounts, new BudgetSharing(ledgers.vertx(), accounts, ledgers.budgets(), clock));
  }

  @AfterEach
  void stop() {
    ledgers.close();
    metrics.close();
  }

  @Test
  void userIds_onceTold_countOnTheOtherGateway_eachOnce() {
    ask(here, 11);
    ask(here, 12);
    ask(there, 12);
    here.share();
    there.share();

    ask(there, 11);
    ask(there, 13);
    assertRefused(() -> ask(there, 14));
    there.share();
    here.share();
    ask(here, 13);
    assertRefused(() -> ask(here, 14));
  }

  /** What can be asked between two rounds, by each gateway, is the tolerance. */
  @Test
  void userIds_notToldYet_areAtMostTheBudgetOfEachGateway() {
    for (int i = 0; i < 3; i++) {
      ask(here, 11 + i);
      ask(there, 21 + i);
    }
    here.share();
    there.share();
    here.share();

    assertRefused(() -> ask(here, 31));
    assertRefused(() -> ask(there, 31));
    ask(here, 21);
    ask(there, 11);
  }

  @Test
  void userIds_ofYesterday_countNoMore_evenIfToldLate() {
    ask(here, 11);
    ask(here, 12);
    here.share();
    clock.advance(Duration.ofHours(2));
    there.share();

    for (int i = 0; i < 3; i++) {
      ask(there, 21 + i);
      ask(here, 21 + i);
    }
    assertRefused(() -> ask(there, 11));
  }

  @Test
  void everythingElse_onceTold_countsOnTheOtherGateway() {
    UUID first = held(here);
    UUID second = held(here);
    assertThat(here.bank().claim(first, clock.instant())).isTrue();
    here.bank().ended(first);
    here.bank().claimed(first, clock.instant(), clock.instant());
    here.bank().attested(here.bank().attest(clock.instant()), clock.instant());
    here.share();
    there.share();

    held(there);
    assertRefused(() -> held(there));
    assertRefused(() -> there.bank().claim(second, clock.instant()));
    assertThat(there.bank().claim(first, clock.instant())).isFalse();
    assertRefused(() -> there.bank().attest(clock.instant()));
    clock.advance(Duration.ofHours(1));
    held(there);
    there.bank().attest(clock.instant());
  }

  @Test
  void moreThanOnePage_isReadInOneRound() {
    for (int i = 0; i < 450; i++) {
      here.accounts().of("client" + i).ask(UserId.recorded("u"), 11, clock.instant());
    }
    here.share();
    there.share();

    for (int i = 0; i < 450; i++) {
      assertThat(there.accounts().of("client" + i).ask(UserId.recorded("u"), 11, clock.instant()))
          .isFalse();
    }
  }

  private void ask(Side side, long key) {
    side.bank().ask(UserId.recorded("u" + key), key, clock.instant());
  }

  private UUID held(Side side) {
    UUID holdId = UUID.randomUUID();
    side.bank().hold(holdId, Duration.ofMinutes(30), clock.instant());
    side.bank().held(holdId, clock.instant().plus(Duration.ofMinutes(30)));
    return holdId;
  }

  private static void assertRefused(Runnable use) {
    assertThatThrownBy(use::run).isInstanceOf(TooManyRequestsException.class);
  }
}
