package dk.porten.gateway.http.userid;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.pack.Language;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.userid.UserIdCheck.Question;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Is this user ID well-formed and free? Asked alone, or in a line of a batch. */
public final class UserIdCheck implements Operation<Question> {

  /** The longest text that is judged at all, in code points. */
  public static final int MAX_CODE_POINTS = 512;

  /** The text that is asked about, and the rules to go by. */
  public record Question(String userId, PackRequest rules) {}

  /**
   * What became of a user ID, and by which rules.
   *
   * @param asOf the moment up to which the verdict is known to be right
   */
  public record Found(UserIdLookup.Result result, Instant asOf, String rulePack) {}

  private final PackShelf shelf;
  private final Facts facts;
  private final UserIdLookup lookup;

  public UserIdCheck(PackShelf shelf, Facts facts, UserIdLookup lookup) {
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
    return find(question).map(found -> answer(found, asked.language()));
  }

  Answer answer(Found found, Language language) {
    return new Answer(
        found.result.verdict().code(),
        JsonAnswer.encode(json -> write(found, Integer.MAX_VALUE, language, json)));
  }

  /** Finds the verdict; throws a problem if there are no rules to go by. */
  Future<Found> find(Question question) {
    Judge<UserIdDecision> judge = judge(question);
    Instant asOf = facts.asOf().get();
    return lookup
        .find(judge.decision().decide(question.userId), asOf)
        .map(result -> new Found(result, asOf, judge.rulePack()));
  }

  /** Returns the same if nobody has to be asked for it, else null. */
  @Nullable Found held(Question question) {
    Judge<UserIdDecision> judge = judge(question);
    Instant asOf = facts.asOf().get();
    UserIdLookup.Result held = lookup.held(judge.decision().decide(question.userId), asOf);
    return held == null ? null : new Found(held, asOf, judge.rulePack());
  }

  private Judge<UserIdDecision> judge(Question question) {
    return question.rules.judge(shelf, facts.clock().instant(), CompiledPack::userId);
  }

  /**
   * Writes the answer.
   *
   * @param maxViolations how many violations are told
   */
  public void write(Found found, int maxViolations, Language language, JsonWriter json) {
    json.writeStartObject();
    writeMembers(found, maxViolations, language, json);
    json.writeEndObject();
  }

  /** Writes the answer's members. */
  void writeMembers(Found found, int maxViolations, Language language, JsonWriter json) {
    lookup.write(found.result, maxViolations, language, json);
    json.writeCodeField("asOf", Moments.format(found.asOf));
    json.writeCodeField("rulePack", found.rulePack);
  }
}
