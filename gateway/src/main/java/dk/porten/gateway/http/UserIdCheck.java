package dk.porten.gateway.http;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.pack.Language;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.gateway.http.PackRequest.Judge;
import dk.porten.gateway.http.UserIdCheck.Question;
import io.vertx.core.Future;
import java.time.Instant;

/** {@code POST /v1/user-id-checks}: is this user ID well-formed and free? */
final class UserIdCheck implements Operation<Question> {

  /** The longest text that is judged at all, in code points. */
  static final int MAX_CODE_POINTS = 512;

  record Question(String userId, PackRequest rules) {}

  private final PackShelf shelf;
  private final Facts facts;
  private final UserIdLookup lookup;

  UserIdCheck(PackShelf shelf, Facts facts, UserIdLookup lookup) {
    this.shelf = shelf;
    this.facts = facts;
    this.lookup = lookup;
  }

  @Override
  public Question read(RequestObject request) {
    return new Question(request.requiredText("userId", MAX_CODE_POINTS), PackRequest.read(request));
  }

  @Override
  public Future<Answer> answer(Question question, Asked asked) {
    Judge<UserIdDecision> judge =
        question.rules.judge(shelf, facts.clock().instant(), CompiledPack::userId);
    Instant asOf = facts.asOf().get();
    return lookup
        .find(judge.decision().decide(question.userId), asOf)
        .map(result -> encode(result, asOf, judge, asked.language()));
  }

  private Answer encode(
      UserIdLookup.Result result, Instant asOf, Judge<?> judge, Language language) {
    return new Answer(
        result.verdict().code(),
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              lookup.write(result, Integer.MAX_VALUE, language, json);
              json.writeStringField("asOf", Moments.format(asOf));
              json.writeStringField("rulePack", judge.rulePack());
              json.writeEndObject();
            }));
  }
}
