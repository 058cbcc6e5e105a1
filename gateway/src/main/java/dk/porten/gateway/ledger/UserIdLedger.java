package dk.porten.gateway.ledger;

import dk.porten.core.userid.UserId;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds, claims and releases of user IDs. Each is decided by the database, in one transaction and
 * one round trip. A future fails with {@link dk.porten.core.fact.FactsUnavailableException} if the
 * database cannot be asked in time: the write may have happened nevertheless. Any thread may ask.
 */
public interface UserIdLedger {

  /** What is to be held, by whom it is named, and for how long. */
  record NewHold(UUID holdId, UserId userId, Duration duration) {}

  /**
   * What is to be kept under the key for either outcome. Neither can tell when the hold ends, which
   * only the database knows.
   */
  record HoldAnswers(Buffer held, Buffer taken) {}

  /** What became of a hold. */
  enum HoldState {
    HELD,
    CLAIMED,
    EXPIRED,
    RELEASED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Returns the name in answers. */
    public String code() {
      return code;
    }
  }

  /** A hold on record. */
  record Hold(UUID holdId, UserId userId, HoldState state, Instant expiresAt) {}

  /** What became of a claim. */
  sealed interface ClaimOutcome {

    /** The user ID is somebody's, now or since an earlier claim of the same hold. */
    record Claimed(UserId userId, Instant claimedAt) implements ClaimOutcome {}

    /** The hold ended before. */
    record Expired() implements ClaimOutcome {}

    /** The client has no such hold, or it was released. */
    record NotFound() implements ClaimOutcome {}
  }

  /** What can happen to a user ID. */
  enum UserIdEvent {
    IMPORTED,
    HELD,
    CLAIMED,
    EXPIRED,
    RELEASED,
    FREED;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** Returns the name in answers. */
    public String code() {
      return code;
    }
  }

  /**
   * When something happened to a user ID.
   *
   * @param by {@code client/subject}; or {@code import}; or {@code gateway} for what time did
   * @param reason only where one is given
   */
  record Happening(UserIdEvent event, Instant at, String by, @Nullable String reason) {}

  /** Holds a free user ID, or finds that somebody has it. */
  Future<KeptAnswer<HoldOutcome>> hold(
      NewHold hold, HoldAnswers answers, IdempotencyKey key, Author author);

  /** Finds what became of an earlier request to hold with the same key. */
  Future<Optional<KeptAnswer<HoldOutcome>>> kept(IdempotencyKey key);

  /** Keeps the answer to a request to hold what is no user ID. */
  Future<KeptAnswer<HoldOutcome>> refuseMalformed(Buffer answer, IdempotencyKey key);

  /** Finds a client's hold. */
  Future<Optional<Hold>> find(UUID holdId, String client);

  /** Turns a hold into a taken user ID. */
  Future<ClaimOutcome> claim(UUID holdId, Author author);

  /** Releases a hold, whatever its state; empty if the client has none with that id. */
  Future<Optional<UserId>> release(UUID holdId, Author author);

  /** Frees a user ID that somebody has or holds, after its quarantine; says whether anybody did. */
  Future<Boolean> free(UserId userId, String reason, Author author);

  /** Tells what happened to a user ID, the oldest first; at most the latest 1,000. */
  Future<List<Happening>> history(UserId userId);
}
