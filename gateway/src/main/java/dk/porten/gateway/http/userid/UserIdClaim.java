package dk.porten.gateway.http.userid;

import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.PathOperation;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome.Claimed;
import dk.porten.gateway.ledger.UserIdLedger.ClaimOutcome.Expired;
import io.vertx.core.Future;

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
    return ledger.claim(asked.uuid(ProblemCode.HOLD_NOT_FOUND), asked.author()).map(this::answer);
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
