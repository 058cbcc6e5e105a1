package dk.porten.gateway.http.userid;

import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdForm;
import dk.porten.core.userid.UserIdForm.WellFormed;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.question.WriteReason;
import dk.porten.gateway.http.userid.UserIdRelease.Question;
import dk.porten.gateway.ledger.UserIdLedger;
import io.vertx.core.Future;

/** {@code POST /v1/user-id-releases}: free a taken user ID, with a reason. */
public final class UserIdRelease implements Operation<Question> {

  record Question(String userId, String reason) {}

  private final UserIdJudge judge;
  private final Facts facts;
  private final UserIdLedger ledger;

  public UserIdRelease(UserIdJudge judge, Facts facts, UserIdLedger ledger) {
    this.judge = judge;
    this.facts = facts;
    this.ledger = ledger;
  }

  @Override
  public Question read(RequestObject request) {
    return new Question(
        request.requiredText("userId", UserIdCheck.MAX_CODE_POINTS), WriteReason.read(request));
  }

  @Override
  public boolean isAnsweredWithBody() {
    return false;
  }

  @Override
  public Future<Answer> answer(Question question, Asked asked) {
    UserIdForm form = judge.decide(question.userId);
    return form instanceof WellFormed wellFormed
        ? free(wellFormed.userId(), question.reason, asked)
        : Future.failedFuture(new ProblemException(ProblemCode.USER_ID_NOT_TAKEN));
  }

  private Future<Answer> free(UserId userId, String reason, Asked asked) {
    return ledger
        .free(userId, reason, asked.author())
        .andThen(done -> facts.userIds().invalidate(userId))
        .map(
            wasTaken -> {
              if (!wasTaken) {
                throw new ProblemException(ProblemCode.USER_ID_NOT_TAKEN);
              }
              return Answer.empty("freed");
            });
  }
}
