package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that is 60 ms away and back leaves time, of a second, for every kind of write. */
@Timeout(120)
final class FarDatabaseTest {
  private static final Duration ONE_WAY = Duration.ofMillis(30);

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void everyKindOfWrite_firstOnItsConnection_isDoneInTime() throws Exception {
    DatabaseAddress database = DATABASE.address();
    try (LongWay way = new LongWay(database.host(), database.port(), ONE_WAY);
        RunningGateway gateway =
            RunningGateway.start(
                DatabaseAddress.parse(
                    TestDatabase.url(database)
                        .replace(
                            database.host() + ":" + database.port(), "127.0.0.1:" + way.port())),
                "GATEWAY_DATABASE_TIMEOUT_MILLIS",
                "1000")) {
      var reservations = new Reservations(gateway);
      String hold = reservations.held("far.away");
      assertThat(reservations.state(hold)).isEqualTo("held");
      assertThat(reservations.claim(hold).status()).isEqualTo(200);
      assertThat(reservations.release(hold).status()).isEqualTo(204);
      assertThat(reservations.history("far.away").status()).isEqualTo(200);
      assertThat(reservations.free("far.away", "test").status()).isEqualTo(204);
      UUID witness = UUID.randomUUID();
      for (String key : new String[] {"first", "second"}) {
        String body = Attestations.body(witness, UUID.randomUUID(), "").encode();
        assertThat(gateway.post("/v1/attestations", body, "Idempotency-Key", key).status())
            .isEqualTo(201);
      }
      assertThat(
              gateway
                  .post("/v1/witness-history", "{\"personId\":\"" + witness + "\"}")
                  .objects("attestations"))
          .hasSize(2);
    }
  }
}
