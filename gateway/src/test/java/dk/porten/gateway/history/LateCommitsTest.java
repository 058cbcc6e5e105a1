package dk.porten.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.history.Request.Attest;
import dk.porten.gateway.history.Request.Check;
import dk.porten.gateway.history.Request.Hold;
import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.embedded.OwnServer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Holds whose transactions commit late and are overtaken by others, while another gateway has just
 * said that their user IDs are free: a change feed that skips late commits is found.
 */
@Timeout(120)
final class LateCommitsTest {
  private static final int USER_IDS = 5;
  private static final int OVERTAKING = 5;
  private static final int HERE = 0;
  private static final int THERE = 1;

  private static final String LATE =
      """
      CREATE FUNCTION commit_late() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_sleep(0.2);
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER user_id_commits_late AFTER INSERT OR UPDATE ON taken_user_id
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION commit_late();
      """;

  /** It takes a transaction for seen once a later one is. */
  private static final String NAIVE_FEED =
      """
      CREATE OR REPLACE FUNCTION changed_user_ids(previous pg_snapshot)
        RETURNS TABLE (user_id text, taken_until bigint)
        STABLE LANGUAGE sql AS $$
        SELECT t.user_id, taken_until_micros(t.free_from)
        FROM taken_user_id AS t
        WHERE t.changed_xid >= pg_snapshot_xmax(previous)
      $$;
      """;

  @RegisterExtension static final OwnServer SERVER = new OwnServer();

  @Test
  void holds_overtaken_areTakenEverywhere() throws Exception {
    assertThat(violations("late", LATE)).isEmpty();
  }

  @Test
  void holds_overtakenAndFeedSkipsThem_areFound() throws Exception {
    assertThat(violations("naive", LATE + NAIVE_FEED))
        .extracting(Violation::clause)
        .contains(Clause.STALE_AVAILABLE);
  }

  private static List<Violation> violations(String database, String statements) throws Exception {
    try (TwoGateways gateways = TwoGateways.start(SERVER, database)) {
      gateways.change(statements);
      Recorder recorder = new Recorder(0, List.of());
      try (Client holder = client(0, gateways, recorder);
          Client overtaker = client(1, gateways, recorder);
          Client reader = client(2, gateways, recorder)) {
        List<String> userIds =
            IntStream.range(0, USER_IDS).mapToObj(n -> "late.commit." + n).toList();
        userIds.forEach(userId -> holdLate(userId, holder, overtaker, reader));
        awaitComplete(reader, recorder.now().plus(Duration.ofSeconds(2)));
        userIds.forEach(userId -> reader.ask(THERE, new Check(userId)));
      }
      return new Checker(Limits.ONE_MACHINE).check(recorder.history());
    }
  }

  private static void holdLate(String userId, Client holder, Client overtaker, Client reader) {
    reader.ask(THERE, new Check(userId));
    CompletableFuture<Attempt> held =
        CompletableFuture.supplyAsync(() -> answered(holder, new Hold(userId, 600), key()));
    for (int i = 0; i < OVERTAKING; i++) {
      // What a gateway writes on one connection overtakes nothing.
      overtaker.ask(THERE, attest(), key());
    }
    assertThat(held.join().isAnswered(201)).isTrue();
  }

  /** On a slow machine the first tries may take longer than a write may. */
  private static Attempt answered(Client holder, Hold hold, String key) {
    Attempt attempt = holder.ask(HERE, hold, key);
    while (attempt.answer().isEmpty()) {
      attempt = holder.ask(HERE, hold, key);
    }
    return attempt;
  }

  private static void awaitComplete(Client reader, Instant end) {
    Eventually.holds(
        "the directory is complete",
        () ->
            reader
                .ask(THERE, new Check("nobody.wants.it"))
                .answer()
                .filter(answer -> Instant.parse(answer.text("asOf")).isAfter(end))
                .isPresent());
  }

  private static Client client(int number, TwoGateways gateways, Recorder recorder) {
    Wire wire = new Wire(gateways::address, Client.token(number));
    return new Client(number, number, Deed.EVERYTHING, new Subjects("late", 0, 1), wire, recorder);
  }

  private static Attest attest() {
    LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
    return new Attest(UUID.randomUUID(), UUID.randomUUID(), today, "mitid-national");
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
