package dk.porten.gateway.postgres.writes;

import dk.porten.core.fact.PersonHash;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.AttestationLedger.NewAttestation;
import dk.porten.gateway.ledger.AttestationLedger.Ruling;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.RecordingOutcome;
import dk.porten.gateway.ledger.UserIdLedger.HoldAnswers;
import dk.porten.gateway.ledger.UserIdLedger.NewHold;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;

/** Random writes about few user IDs and persons, so that many meet. */
final class RandomWrites {
  private static final int FEW = 12;
  private static final int KEYS_IN_USE = 40;

  private final Random random;
  private final List<UUID> ids = new ArrayList<>();

  RandomWrites(Random random) {
    this.random = random;
  }

  HoldStatement.Call hold() {
    Author author = author();
    return new HoldStatement.Call(
        new NewHold(named(), userId(), Duration.ofSeconds(random.nextInt(600, 900))),
        bytes(32),
        new HoldAnswers(bytes(3), bytes(4)),
        key("/holds", author.client()),
        author);
  }

  ClaimStatement.Call claim() {
    return new ClaimStatement.Call(known(), author());
  }

  /**
   * Returns an attestation.
   *
   * @param counting reads what counts for a witness
   */
  AttestationStatement.Call attestation(Function<PersonHash, Buffer> counting) {
    Author author = author();
    boolean isAllowed = random.nextInt(4) > 0;
    PersonHash witness = person();
    return new AttestationStatement.Call(
        witness,
        random.nextInt(4) > 0 ? new Counting(counting.apply(witness)) : Counting.NOTHING,
        new Ruling(
            isAllowed ? RecordingOutcome.RECORDED : RecordingOutcome.NOT_ELIGIBLE,
            bytes(5),
            isAllowed
                ? new NewAttestation(
                    named(), person(), LocalDate.of(2026, 1, random.nextInt(1, 28)), "p@1")
                : null),
        key("/attestations", author.client()),
        author);
  }

  UserId userId() {
    return UserId.recorded("user." + random.nextInt(FEW));
  }

  /** Returns the id of a new hold or attestation. */
  private UUID named() {
    ids.add(new UUID(random.nextLong(), random.nextLong()));
    return ids.get(ids.size() - 1);
  }

  /** Returns one of the latest ids, whatever became of it. */
  UUID known() {
    return ids.get(ids.size() - 1 - random.nextInt(Math.min(ids.size(), 2 * FEW)));
  }

  private PersonHash person() {
    return new PersonHash(random.nextInt(FEW), 0, 0, 0);
  }

  private IdempotencyKey key(String path, String client) {
    Buffer digest = Buffer.buffer(ByteBuffer.allocate(32).put((byte) random.nextInt(2)).array());
    return new IdempotencyKey(client, path, keyInUse(), digest);
  }

  private Author author() {
    return new Author(client(), "clerk", "request-" + random.nextLong());
  }

  private String client() {
    return random.nextBoolean() ? "alice" : "bob";
  }

  private Buffer bytes(int count) {
    Buffer bytes = Buffer.buffer();
    for (int i = 0; i < count; i++) {
      bytes.appendByte((byte) ('a' + random.nextInt(26)));
    }
    return bytes;
  }

  /** Returns the name of a key that others have too. */
  String keyInUse() {
    return "key-" + random.nextInt(KEYS_IN_USE);
  }
}
