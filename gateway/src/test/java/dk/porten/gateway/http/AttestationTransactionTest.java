package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.PersonKey;
import java.sql.Connection;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The transaction of a recording: how it travels, and how it ends when it cannot go on. */
@Timeout(60)
final class AttestationTransactionTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void record_nobodyElseRecords_isOneStatementWithoutATransactionAround() throws Exception {
    DatabaseAddress address = DATABASE.newDatabase();
    try (FlightProxy proxy = new FlightProxy(address.host(), address.port());
        RunningGateway gateway = RunningGateway.start(through(proxy, address))) {
      proxy.beStrict();
      UUID witness = UUID.randomUUID();

      assertThat(record(gateway, witness, "first").status()).isEqualTo(201);
      assertThat(record(gateway, witness, "second").status()).isEqualTo(201);
      assertThat(record(gateway, witness, "third").status()).isEqualTo(201);
      assertThat(record(gateway, witness, "fourth").status()).isEqualTo(409);
      assertThat(record(gateway, witness, "first").header("idempotency-replayed"))
          .isEqualTo("true");
      assertThat(proxy.flights()).isZero();
    }
  }

  @Test
  void record_witnessLockedForTooLong_is503AndItsConnectionIsGoodAgain() throws Exception {
    DatabaseAddress address = DATABASE.newDatabase();
    try (RunningGateway gateway =
            RunningGateway.start(
                address,
                "GATEWAY_DATABASE_TIMEOUT_MILLIS",
                "2000",
                "GATEWAY_WRITE_CONNECTIONS",
                "1");
        Connection other = gateway.openDatabase()) {
      UUID witness = UUID.randomUUID();
      other.setAutoCommit(false);
      Attestations.lock(other, witness);

      Reply refused = record(gateway, witness, "key");
      assertThat(refused.problem()).isEqualTo("503 unavailable");
      assertThat(record(gateway, UUID.randomUUID(), "another").status()).isEqualTo(201);

      Attestations.awaitNobodyWaiting(other);
      other.rollback();
      Reply again = record(gateway, witness, "key");
      assertThat(again.status()).isEqualTo(201);
      assertThat(again.headers()).doesNotContainKey("idempotency-replayed");
    }
  }

  @Test
  void record_witnessWithMoreThanCanBeCounted_is500AndTheConnectionIsGoodAgain() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(DATABASE.newDatabase(), "GATEWAY_WRITE_CONNECTIONS", "1")) {
      UUID witness = UUID.randomUUID();
      gateway.update(
          """
          INSERT INTO attestation
            (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
          SELECT gen_random_uuid(), ?, sha256(''), DATE '2000-01-01' + day, '', ''
          FROM generate_series(1, 1000) AS day
          """,
          PersonKey.parse(RunningGateway.PERSON_KEY).hash(witness));

      try (var heard = new HeardLog()) {
        assertThat(record(gateway, witness, "key").problem()).isEqualTo("500 internal-error");
        assertThat(heard.errors())
            .containsExactly(
                "Request %s of trace %s to attestations failed"
                    .formatted("booking-7f3a", "4bf92f3577b34da6a3ce929d0e0e4736"));
      }

      assertThat(record(gateway, UUID.randomUUID(), "another").status()).isEqualTo(201);
    }
  }

  private static Reply record(RunningGateway gateway, UUID witness, String key) {
    return gateway.post(
        "/v1/attestations",
        Attestations.body(witness, new UUID(1, key.hashCode()), "").encode(),
        "Idempotency-Key",
        key,
        "X-Request-Id",
        "booking-7f3a",
        "traceparent",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  }

  private static DatabaseAddress through(FlightProxy proxy, DatabaseAddress address) {
    return DatabaseAddress.parse(
        TestDatabase.url(address)
            .replace(address.host() + ":" + address.port(), proxy.host() + ":" + proxy.port()));
  }
}
