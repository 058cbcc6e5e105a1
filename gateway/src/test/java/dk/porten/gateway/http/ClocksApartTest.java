package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One gateway's clock is an hour ahead of the database's, another one's an hour behind. */
@Timeout(120)
final class ClocksApartTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension
  static final RunningGateway AHEAD = RunningGateway.onTestDatabase().byTheDatabasesClock();

  private static RunningGateway behind;

  @BeforeAll
  static void start() {
    behind = AHEAD.startAnother();
    behind.clock().set(AHEAD.clock().instant().minus(HOUR));
    AHEAD.clock().advance(HOUR);
  }

  @AfterAll
  static void stop() {
    behind.close();
  }

  @Test
  void check_clockAheadOfTheDatabases_holdIsTakenStill() {
    new Reservations(behind).held("clock.ahead");

    Eventually.holds(
        "it is known", () -> new Reservations(AHEAD).check("clock.ahead").equals("taken"));
  }

  @Test
  void check_holdsEndPassesByTheDatabasesClock_isAvailable() {
    var reservations = new Reservations(AHEAD);
    JsonObject body = Reservations.body("clock.behind").put("holdSeconds", 3);
    String holdId = reservations.hold(body, "clock-behind").json().getString("holdId");

    var checks = new Reservations(behind);
    Eventually.holds("it is known", () -> checks.check("clock.behind").equals("taken"));
    Eventually.holds("it has ended", () -> checks.check("clock.behind").equals("available"));
    assertThat(reservations.state(holdId)).isEqualTo("expired");
  }
}
