package dk.porten.gateway.postgres.writes;

import static dk.porten.gateway.postgres.writes.OpenLedgers.await;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.HoldOutcome;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.KeptAnswer.Answered;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome;
import dk.porten.gateway.ledger.UserIdLedger.Hold;
import dk.porten.gateway.ledger.UserIdLedger.HoldAnswers;
import dk.porten.gateway.ledger.UserIdLedger.HoldState;
import dk.porten.gateway.ledger.UserIdLedger.NewHold;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ledger of user IDs: to whom a hold belongs, and what two who write at once do. */
@Timeout(60)
final class PostgresUserIdLedgerTest {
  private static final Author ALICE = new Author("alice", "clerk", "request-1");
  private static final Author BOB = new Author("bob", "clerk", "request-2");
  private static final HoldAnswers ANSWERS =
      new HoldAnswers(Buffer.buffer("{held"), Buffer.buffer("taken}"));

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static OpenLedgers ledgers;
  private static UserIdLedger ledger;

  @BeforeAll
  static void open() {
    ledgers = new OpenLedgers(DATABASE.address());
    ledger = ledgers.userIds();
  }

  @AfterAll
  static void close() {
    ledgers.close();
  }

  @Test
  void hold_ofAnotherClient_isNeitherSeenNorClaimedNorReleased() {
    UUID holdId = hold("belongs.to.alice", ALICE);

    assertThat(await(ledger.find(holdId, "bob"))).isEmpty();
    assertThat(await(ledger.claim(holdId, BOB))).isInstanceOf(ClaimOutcome.NotFound.class);
    assertThat(await(ledger.release(holdId, BOB))).isEmpty();
    assertThat(await(ledger.find(holdId, "alice")).map(Hold::state)).contains(HoldState.HELD);
  }

  @Test
  void hold_sameKeyOfAnotherClient_isAnotherRequest() {
    IdempotencyKey alices = key("alice", "shared");
    IdempotencyKey bobs = key("bob", "shared");

    assertThat(outcome(hold(UUID.randomUUID(), "shared.key", alices, ALICE)))
        .isInstanceOf(HoldOutcome.Held.class);
    assertThat(outcome(hold(UUID.randomUUID(), "shared.key", bobs, BOB)))
        .isEqualTo(new HoldOutcome.Taken());
  }

  @Test
  void hold_repeated_hasTheGivenBytesAndTheEndOfTheHold() {
    UUID holdId = UUID.randomUUID();
    KeptAnswer<HoldOutcome> first = hold(holdId, "exact.bytes", key("alice", "exact"), ALICE);
    Instant until = await(ledger.find(holdId, "alice")).orElseThrow().expiresAt();

    assertThat(first).isEqualTo(held(until, false));
    assertThat(hold(UUID.randomUUID(), "exact.bytes", key("alice", "exact"), ALICE))
        .isEqualTo(held(until, true));
  }

  @Test
  void hold_ofATakenOneRepeated_hasTheGivenBytes() {
    hold("somebodys", BOB);
    IdempotencyKey key = key("alice", "taken");

    assertThat(hold(UUID.randomUUID(), "somebodys", key, ALICE))
        .isEqualTo(new Answered<>(new HoldOutcome.Taken(), Buffer.buffer("taken}"), false));
    assertThat(hold(UUID.randomUUID(), "somebodys", key, ALICE))
        .isEqualTo(new Answered<>(new HoldOutcome.Taken(), Buffer.buffer("taken}"), true));
  }

  @Test
  void refuseMalformed_underTheKeyOfAHold_isTheHold() {
    UUID holdId = UUID.randomUUID();
    hold(holdId, "rules.changed", key("alice", "rules"), ALICE);
    Instant until = await(ledger.find(holdId, "alice")).orElseThrow().expiresAt();

    assertThat(await(ledger.refuseMalformed(Buffer.buffer("no"), key("alice", "rules"))))
        .isEqualTo(held(until, true));
  }

  @ParameterizedTest
  @CsvSource({"new, commit, Taken", "new, rollback, Held", "expired, commit, Taken"})
  void hold_whileAnotherOneIsUnderWay_isDecidedByItsEnd(String before, String end, String outcome)
      throws Exception {
    String userId = "race." + before + "." + end;
    if (before.equals("expired")) {
      TestDatabase.execute(
          DATABASE.address(),
          "INSERT INTO taken_user_id (user_id, free_from) VALUES ('%s', now())".formatted(userId));
    }
    CompletableFuture<KeptAnswer<HoldOutcome>> second;
    try (Connection connection = DATABASE.address().connect()) {
      connection.setAutoCommit(false);
      call(
          connection,
          """
          SELECT hold_user_id('alice', 's', 'r', '/holds', '%1$s', ?, gen_random_uuid(), '%1$s',
            decode(repeat('00', 32), 'hex'), 900, '', '')
          """
              .formatted(userId));
      second =
          CompletableFuture.supplyAsync(
              () -> hold(UUID.randomUUID(), userId, key("bob", userId), BOB));
      TestDatabase.awaitLockWait(DATABASE.address());
      if (end.equals("commit")) {
        connection.commit();
      } else {
        connection.rollback();
      }
    }

    assertThat(outcome(second.join()).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void claim_importedMeanwhile_isExpired() throws Exception {
    UUID holdId = hold("import.wins", ALICE);

    assertThat(TestDatabase.query(DATABASE.address(), imported("import.wins", "brand.new")))
        .containsExactly("2");
    assertThat(await(ledger.find(holdId, "alice")).map(Hold::state)).contains(HoldState.EXPIRED);
    assertThat(await(ledger.claim(holdId, ALICE))).isInstanceOf(ClaimOutcome.Expired.class);
    assertThat(await(ledger.release(holdId, ALICE))).isPresent();
    assertThat(freeFrom("import.wins")).isEqualTo("null");
  }

  @Test
  void import_claimed_changesNothing() throws Exception {
    UUID holdId = hold("claim.wins", ALICE);
    await(ledger.claim(holdId, ALICE));

    assertThat(TestDatabase.query(DATABASE.address(), imported("claim.wins"))).containsExactly("0");
    assertThat(await(ledger.claim(holdId, ALICE))).isInstanceOf(ClaimOutcome.Claimed.class);
    assertThat(await(ledger.free(UserId.recorded("claim.wins"), "why", BOB))).isTrue();
  }

  @Test
  void import_freedMeanwhile_isSomebodysAgain() throws Exception {
    TestDatabase.query(DATABASE.address(), imported("back.again"));
    await(ledger.free(UserId.recorded("back.again"), "why", BOB));

    assertThat(TestDatabase.query(DATABASE.address(), imported("back.again"))).containsExactly("1");
    assertThat(freeFrom("back.again")).isEqualTo("null");
    assertThat(await(ledger.history(UserId.recorded("back.again"))))
        .extracting(happening -> happening.event().code() + " " + happening.by())
        .containsExactly("imported import", "freed bob/clerk", "imported import");
  }

  @Test
  void claim_whileItIsFreed_isNotFound() throws Exception {
    UUID holdId = hold("freed.first", ALICE);
    Future<ClaimOutcome> claim;
    try (Connection connection = DATABASE.address().connect()) {
      connection.setAutoCommit(false);
      call(connection, "SELECT free_user_id('bob', 's', 'r', 'freed.first', ?::bytea, 'why', 0)");
      claim = ledger.claim(holdId, ALICE);
      TestDatabase.awaitLockWait(DATABASE.address());
      connection.commit();
    }

    assertThat(await(claim)).isInstanceOf(ClaimOutcome.NotFound.class);
  }

  @Test
  void free_whileItIsClaimed_isFreedAfterwards() throws Exception {
    UUID holdId = hold("claimed.first", ALICE);
    Future<Boolean> freed;
    try (Connection connection = DATABASE.address().connect()) {
      connection.setAutoCommit(false);
      try (var claim = connection.prepareStatement("SELECT claim_user_id('alice', 's', 'r', ?)")) {
        claim.setObject(1, holdId);
        claim.execute();
      }
      freed = ledger.free(UserId.recorded("claimed.first"), "why", BOB);
      TestDatabase.awaitLockWait(DATABASE.address());
      connection.commit();
    }

    assertThat(await(freed)).isTrue();
    assertThat(await(ledger.find(holdId, "alice")).map(Hold::state)).contains(HoldState.RELEASED);
  }

  @Test
  void free_whileAnImportTakesItOver_isFreedAfterwards() throws Exception {
    hold("taken.over", ALICE);
    Future<Boolean> freed;
    try (Connection connection = DATABASE.address().connect()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute(imported("taken.over"));
      }
      freed = ledger.free(UserId.recorded("taken.over"), "why", BOB);
      TestDatabase.awaitLockWait(DATABASE.address());
      connection.commit();
    }

    assertThat(await(freed)).isTrue();
    assertThat(freeFrom("taken.over")).isNotEqualTo("null");
  }

  @Test
  void history_longerThanItsBound_isTheLatest() throws Exception {
    UserId userId = UserId.recorded("busy.one");
    UUID holdId = hold("busy.one", ALICE);
    TestDatabase.execute(
        DATABASE.address(),
        """
        INSERT INTO audit_record
          (recorded_at, action, client, subject, request_id, user_id_hash, hold_id, until)
        SELECT recorded_at + n * interval '1 second', action, 'c' || n, subject, request_id,
          user_id_hash, hold_id, until
        FROM audit_record, generate_series(1, 1100) AS n
        WHERE hold_id = '%s'
        """
            .formatted(holdId));

    var happenings = await(ledger.history(userId));
    assertThat(happenings).hasSize(1_000);
    assertThat(happenings.get(0).by()).isEqualTo("c101/clerk");
    assertThat(happenings.get(999).by()).isEqualTo("c1100/clerk");
  }

  private static UUID hold(String userId, Author author) {
    UUID holdId = UUID.randomUUID();
    assertThat(outcome(hold(holdId, userId, key(author.client(), holdId.toString()), author)))
        .isInstanceOf(HoldOutcome.Held.class);
    return holdId;
  }

  private static KeptAnswer<HoldOutcome> hold(
      UUID holdId, String userId, IdempotencyKey key, Author author) {
    var hold = new NewHold(holdId, UserId.recorded(userId), Duration.ofMinutes(15));
    return await(ledger.hold(hold, ANSWERS, key, author));
  }

  private static IdempotencyKey key(String client, String key) {
    return new IdempotencyKey(client, "/holds", key, Buffer.buffer(new byte[32]));
  }

  private static Answered<HoldOutcome> held(Instant until, boolean isReplay) {
    return new Answered<>(new HoldOutcome.Held(until), Buffer.buffer("{held"), isReplay);
  }

  private static HoldOutcome outcome(KeptAnswer<HoldOutcome> kept) {
    return ((Answered<HoldOutcome>) kept).outcome();
  }

  private static String imported(String... ascending) {
    return "SELECT import_user_ids(ARRAY['%s'])".formatted(String.join("','", ascending));
  }

  private static String freeFrom(String userId) throws SQLException {
    return TestDatabase.query(
            DATABASE.address(),
            "SELECT coalesce(free_from::text, 'null') FROM taken_user_id WHERE user_id = '%s'"
                .formatted(userId))
        .get(0);
  }

  private static void call(Connection connection, String statement) throws SQLException {
    try (var prepared = connection.prepareStatement(statement)) {
      prepared.setBytes(1, new byte[32]);
      prepared.execute();
    }
  }
}
