package dk.porten.gateway.http;

import dk.porten.core.userid.UserId;
import dk.porten.gateway.ledger.UserIdLedger;
import io.vertx.core.Future;
import java.util.Optional;

/** {@code DELETE /v1/user-id-holds/{holdId}}: let a hold go. */
final class UserIdHoldRelease implements PathOperation {

  private final Facts facts;
  private final UserIdLedger ledger;

  UserIdHoldRelease(Facts facts, UserIdLedger ledger) {
    this.facts = facts;
    this.ledger = ledger;
  }

  @Override
  public boolean isAnsweredWithBody() {
    return false;
  }

  @Override
  public Future<Answer> answer(InPath question, Asked asked) {
    return ledger.release(asked.uuid(ProblemCode.HOLD_NOT_FOUND), asked.author()).map(this::answer);
  }

  private Answer answer(Optional<UserId> released) {
    facts
        .userIds()
        .invalidate(released.orElseThrow(() -> new ProblemException(ProblemCode.HOLD_NOT_FOUND)));
    return Answer.empty("released");
  }
}
