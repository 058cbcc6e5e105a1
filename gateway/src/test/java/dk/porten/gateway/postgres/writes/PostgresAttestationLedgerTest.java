package dk.porten.gateway.postgres.writes;

import static dk.porten.gateway.postgres.writes.OpenLedgers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import dk.porten.core.fact.PersonHash;
import dk.porten.gateway.ledger.AttestationLedger.NewAttestation;
import dk.porten.gateway.ledger.AttestationLedger.Ruling;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.KeptAnswer.Answered;
import dk.porten.gateway.ledger.RecordingOutcome;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import io.vertx.core.buffer.Buffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The recording of an attestation, however often somebody else records for the witness first. */
@Timeout(60)
final class PostgresAttestationLedgerTest {
  private static final Author AUTHOR = new Author("alice", "clerk", "request");
  private static final LocalDate DAY = LocalDate.of(2026, 12, 3);

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final OpenLedgers ledgers = new OpenLedgers(DATABASE.address());
  private final PersonHash witness = new PersonHash(System.nanoTime(), 0, 0, 0);
  private final List<Integer> judged = new ArrayList<>();

  @AfterEach
  void close() {
    ledgers.close();
  }

  /** Up to two are seen by the statement that would have written; a third waits for the lock. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void record_othersWereFaster_isJudgedByWhatCountsInTheEnd(int others) throws Exception {
    KeptAnswer<RecordingOutcome> kept =
        record(
            "key-" + others,
            known -> {
              judged.add(known.attestations().size());
              if (judged.size() <= others) {
                insert(new PersonHash(judged.size(), 0, 0, 0));
              }
              return allowed();
            });

    assertThat(kept).isEqualTo(yes(false));
    assertThat(judged).hasSize(others + 1).endsWith(others);
    assertThat(counting()).isEqualTo(others + 1);
  }

  /** The lock keeps others from recording, not from voiding. */
  @Test
  void record_voidedWhileTheWitnessIsLocked_isJudgedOnceMore() throws Exception {
    KeptAnswer<RecordingOutcome> kept =
        record(
            "voided",
            known -> {
              judged.add(known.attestations().size());
              if (judged.size() <= 2) {
                insert(new PersonHash(judged.size(), 0, 0, 0));
              } else if (judged.size() == 3) {
                makeVoid(new PersonHash(1, 0, 0, 0));
              }
              return allowed();
            });

    assertThat(kept).isEqualTo(yes(false));
    assertThat(judged).containsExactly(0, 1, 2, 1);
  }

  @Test
  void record_changedWheneverItWasJudged_isTooMuchToDo() {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(
            () ->
                record(
                    "changed",
                    known -> {
                      judged.add(known.attestations().size());
                      insert(new PersonHash(judged.size(), 0, 0, 0));
                      return allowed();
                    }))
        .havingCause()
        .isInstanceOfSatisfying(
            FactsUnavailableException.class,
            failure -> assertThat(failure.reason()).isEqualTo(Reason.OVERLOADED));
    assertThat(judged).containsExactly(0, 1, 2, 3, 4);
  }

  /** Nothing is on record of the person yet, so there is no row that could be waited for. */
  @Test
  void erase_whileThePersonsFirstOneIsRecorded_waitsForItAndErasesIt() throws Exception {
    CompletableFuture<Void> erasing;
    try (Connection connection = DATABASE.address().connect()) {
      connection.setAutoCommit(false);
      execute(
          connection,
          """
          SELECT settle_attestation('alice', 'clerk', 'r', '/v1/attestations', 'first', sha256(''), ?, '',
            'recorded', 'kept', gen_random_uuid(), decode(repeat('01', 32), 'hex'),
            '2026-12-03', 'p@1')
          """);
      erasing = CompletableFuture.runAsync(this::erase);
      TestDatabase.awaitLockWait(DATABASE.address());
      connection.commit();
    }
    erasing.join();

    var history = await(ledgers.attestations().history(witness));
    assertThat(history.entries()).isEmpty();
    assertThat(history.erasedDays()).containsExactly(DAY);
  }

  private void erase() {
    try (Connection connection = DATABASE.address().connect()) {
      execute(connection, "SELECT erase_person(?, 'test')");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Runs a statement about the witness. */
  private void execute(Connection connection, String statement) throws SQLException {
    try (var prepared = connection.prepareStatement(statement)) {
      prepared.setBytes(1, witness.bytes());
      prepared.execute();
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EXCLUDE, names = "RECORDED")
  void record_refused_keepsTheAnswerAndRecordsNothing(RecordingOutcome refusal) throws Exception {
    Buffer no = Buffer.buffer("no");
    assertThat(record(refusal.name(), known -> new Ruling(refusal, no, null)))
        .isEqualTo(new Answered<>(refusal, no, false));

    assertThat(record(refusal.name(), known -> allowed()))
        .isEqualTo(new Answered<>(refusal, no, true));
    assertThat(counting()).isZero();
  }

  /** It was answered on a day on which it could be judged. */
  @Test
  void record_cannotBeJudgedAnyMore_isAnsweredAsItWas() {
    assertThat(record("judged", known -> allowed())).isEqualTo(yes(false));

    KeptAnswer<RecordingOutcome> again =
        record(
            "judged",
            known -> {
              throw new IllegalArgumentException("too long ago");
            });
    assertThat(again).isEqualTo(yes(true));
  }

  private KeptAnswer<RecordingOutcome> record(String key, Function<AttestationFact, Ruling> rules) {
    var idempotencyKey =
        new IdempotencyKey("alice", "/attestations", key, Buffer.buffer(new byte[32]));
    return await(ledgers.attestations().record(witness, rules, idempotencyKey, AUTHOR));
  }

  private static Answered<RecordingOutcome> yes(boolean isReplay) {
    return new Answered<>(RecordingOutcome.RECORDED, Buffer.buffer("yes"), isReplay);
  }

  private static Ruling allowed() {
    return new Ruling(
        RecordingOutcome.RECORDED,
        Buffer.buffer("yes"),
        new NewAttestation(UUID.randomUUID(), new PersonHash(9, 9, 9, 9), DAY, "pack@1"));
  }

  private void insert(PersonHash applicant) {
    execute(
        """
        INSERT INTO attestation
          (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
        VALUES (gen_random_uuid(), '\\x%s', '\\x%s', '%s', 'pack@1', 'other')
        """
            .formatted(hex(witness), hex(applicant), DAY));
  }

  private void makeVoid(PersonHash applicant) {
    execute(
        """
        UPDATE attestation SET voided_at = now(), voided_by = 'other', void_reason = 'why'
        WHERE witness = '\\x%s' AND applicant = '\\x%s'
        """
            .formatted(hex(witness), hex(applicant)));
  }

  private static void execute(String statement) {
    try {
      TestDatabase.execute(DATABASE.address(), statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int counting() throws SQLException {
    return TestDatabase.query(
            DATABASE.address(),
            "SELECT attestation_id::text FROM attestation WHERE witness = '\\x%s'"
                .formatted(hex(witness)))
        .size();
  }

  private static String hex(PersonHash person) {
    return HexFormat.of().formatHex(person.bytes());
  }
}
