package dk.porten.gateway.http.userid;

import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdForm;
import dk.porten.core.userid.UserIdForm.WellFormed;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.userid.UserIdHistory.Question;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.ledger.UserIdLedger.Happening;
import io.vertx.core.Future;
import java.util.List;

/** {@code POST /v1/user-id-history}: since when and why is this user ID taken? */
public final class UserIdHistory implements Operation<Question> {

  record Question(String userId) {}

  private final UserIdJudge judge;
  private final Facts facts;
  private final UserIdLedger ledger;

  public UserIdHistory(UserIdJudge judge, Facts facts, UserIdLedger ledger) {
    this.judge = judge;
    this.facts = facts;
    this.ledger = ledger;
  }

  @Override
  public Question read(RequestObject request) {
    return new Question(request.requiredText("userId", UserIdCheck.MAX_CODE_POINTS));
  }

  @Override
  public Future<Answer> answer(Question question, Asked asked) {
    UserIdForm form = judge.decide(question.userId);
    Future<List<Happening>> events =
        form instanceof WellFormed wellFormed
            ? history(wellFormed.userId(), asked)
            : Future.succeededFuture(List.of());
    return events.map(happenings -> encode(form.canonical(), happenings));
  }

  /** Whether a user ID is taken is told here as well as by a check: it counts as asked about. */
  private Future<List<Happening>> history(UserId userId, Asked asked) {
    asked.account().check(1, System.nanoTime());
    asked.account().ask(userId, facts.userIds().key(userId), facts.clock().instant());
    return ledger.history(userId);
  }

  private static Answer encode(String canonical, List<Happening> happenings) {
    return new Answer(
        "ok",
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              json.writeStringField("userId", canonical);
              json.writeArrayFieldStart("events");
              for (Happening happening : happenings) {
                json.writeStartObject();
                json.writeStringField("event", happening.event().code());
                json.writeStringField("at", Moments.format(happening.at()));
                json.writeStringField("by", happening.by());
                if (happening.reason() != null) {
                  json.writeStringField("reason", happening.reason());
                }
                json.writeEndObject();
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }
}
