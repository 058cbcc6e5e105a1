package dk.porten.gateway.sandbox;

import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.Author;
import dk.porten.gateway.ledger.HoldOutcome;
import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.UserIdLedger;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A ledger that does not hold some user IDs.
 *
 * @param failures what happens instead
 */
record SandboxUserIdLedger(Map<UserId, RuntimeException> failures, UserIdLedger ledger)
    implements UserIdLedger {

  @Override
  public Future<KeptAnswer<HoldOutcome>> hold(
      NewHold hold, HoldAnswers answers, IdempotencyKey key, Author author) {
    RuntimeException failure = failures.get(hold.userId());
    return failure == null ? ledger.hold(hold, answers, key, author) : Future.failedFuture(failure);
  }

  @Override
  public Future<Optional<KeptAnswer<HoldOutcome>>> kept(IdempotencyKey key) {
    return ledger.kept(key);
  }

  @Override
  public Future<KeptAnswer<HoldOutcome>> refuseMalformed(Buffer answer, IdempotencyKey key) {
    return ledger.refuseMalformed(answer, key);
  }

  @Override
  public Future<Optional<Hold>> find(UUID holdId, String client) {
    return ledger.find(holdId, client);
  }

  @Override
  public Future<ClaimOutcome> claim(UUID holdId, Author author) {
    return ledger.claim(holdId, author);
  }

  @Override
  public Future<Optional<UserId>> release(UUID holdId, Author author) {
    return ledger.release(holdId, author);
  }

  @Override
  public Future<Boolean> free(UserId userId, String reason, Author author) {
    return ledger.free(userId, reason, author);
  }

  @Override
  public Future<List<Happening>> history(UserId userId) {
    return ledger.history(userId);
  }
}
