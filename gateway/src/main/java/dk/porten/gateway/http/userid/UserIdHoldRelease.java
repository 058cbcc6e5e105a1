package dk.porten.gateway.http.userid;

import dk.porten.core.userid.UserId;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.PathOperation;
import dk.porten.gateway.ledger.UserIdLedger;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** {@code DELETE /v1/user-id-holds/{holdId}}: let a hold go. */
public final class UserIdHoldRelease implements PathOperation {

  private final Facts facts;
  private final UserIdLedger ledger;

  public UserIdHoldRelease(Facts facts, UserIdLedger ledger) {
    this.facts = facts;
    this.ledger = ledger;
  }

  @Override
  public boolean isAnsweredWithBody() {
    return false;
  }

  @Override
  public Future<Answer> answer(InPath question, Asked asked) {
    UUID holdId = asked.uuid(ProblemCode.HOLD_NOT_FOUND);
    return ledger
        .release(holdId, asked.author())
        .map(this::answer)
        .onSuccess(released -> asked.account().ended(holdId));
  }

  private Answer answer(Optional<UserId> released) {
    facts
        .userIds()
        .invalidate(released.orElseThrow(() -> new ProblemException(ProblemCode.HOLD_NOT_FOUND)));
    return Answer.empty("released");
  }
}
