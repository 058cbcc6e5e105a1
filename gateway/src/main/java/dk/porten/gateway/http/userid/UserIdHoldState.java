package dk.porten.gateway.http.userid;

import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.PathOperation;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.ledger.UserIdLedger.Hold;
import io.vertx.core.Future;

/** {@code GET /v1/user-id-holds/{holdId}}: what became of a hold? */
public final class UserIdHoldState implements PathOperation {

  private final UserIdLedger ledger;

  public UserIdHoldState(UserIdLedger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Future<Answer> answer(InPath question, Asked asked) {
    return ledger
        .find(asked.uuid(ProblemCode.HOLD_NOT_FOUND), asked.caller().client())
        .map(found -> found.map(UserIdHoldState::encode).orElseThrow(UserIdHoldState::notFound));
  }

  private static ProblemException notFound() {
    return new ProblemException(ProblemCode.HOLD_NOT_FOUND);
  }

  private static Answer encode(Hold hold) {
    return new Answer(
        hold.state().code(),
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              json.writeStringField("holdId", hold.holdId().toString());
              json.writeStringField("userId", hold.userId().canonical());
              json.writeStringField("state", hold.state().code());
              json.writeStringField("expiresAt", Moments.format(hold.expiresAt()));
              json.writeEndObject();
            }));
  }
}
