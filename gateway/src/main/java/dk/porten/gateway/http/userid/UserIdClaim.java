package dk.porten.gateway.http.userid;

import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.PathOperation;
import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome.Claimed;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome.Expired;
import dk.porten.gateway.ledger.UserIdLedger.HoldState;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/user-id-holds/{holdId}/claim}: turn a hold into a taken user ID. */
public final class UserIdClaim implements PathOperation {

  private final Facts facts;
  private final UserIdLedger ledger;

  public UserIdClaim(Facts facts, UserIdLedger ledger) {
    this.facts = facts;
    this.ledger = ledger;
  }

  @Override
  public Future<Answer> answer(InPath question, Asked asked) {
    UUID holdId = asked.uuid(ProblemCode.HOLD_NOT_FOUND);
    Instant now = facts.clock().instant();
    boolean counts;
    try {
      counts = asked.account().claim(holdId, now);
    } catch (TooManyRequestsException ended) {
      // To look for the claim costs the database as much as making it.
      asked.account().check(1, System.nanoTime());
      return claimedBefore(holdId, asked, ended);
    }
    return ledger
        .claim(holdId, asked.author())
        .onComplete(done -> count(holdId, counts, done.result(), now, asked.account()))
        .map(this::answer);
  }

  /** Answers a repeated request, which counts nothing and is never refused. */
  private Future<Answer> claimedBefore(UUID holdId, Asked asked, TooManyRequestsException ended) {
    return ledger
        .find(holdId, asked.caller().client())
        .compose(
            hold ->
                hold.isPresent() && hold.get().state() == HoldState.CLAIMED
                    ? ledger.claim(holdId, asked.author())
                    : Future.failedFuture(ended))
        .map(this::answer);
  }

  /**
   * Notes what became of a claim.
   *
   * @param outcome null if nobody knows
   */
  private static void count(
      UUID holdId,
      boolean counts,
      @Nullable ClaimOutcome outcome,
      Instant now,
      ClientAccount account) {
    if (outcome instanceof Claimed claimed) {
      account.ended(holdId);
      if (counts) {
        account.claimed(holdId, claimed.claimedAt(), now);
      }
    } else if (counts) {
      account.notClaimed(holdId, now);
    }
  }

  private Answer answer(ClaimOutcome outcome) {
    if (outcome instanceof Claimed claimed) {
      facts.userIds().invalidate(claimed.userId());
      return encode(claimed);
    }
    throw new ProblemException(
        outcome instanceof Expired ? ProblemCode.HOLD_EXPIRED : ProblemCode.HOLD_NOT_FOUND);
  }

  private static Answer encode(Claimed claimed) {
    return new Answer(
        "claimed",
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              json.writeStringField("userId", claimed.userId().canonical());
              json.writeStringField("claimedAt", Moments.format(claimed.claimedAt()));
              json.writeEndObject();
            }));
  }
}
