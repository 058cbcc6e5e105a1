package dk.porten.gateway.http.userid;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.pack.Language;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Check;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.userid.UserIdCheck.Question;
import dk.porten.gateway.http.userid.UserIdLookup.Found;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/user-id-checks}: is this user ID well-formed and free, or which near it are? */
public final class UserIdCheck implements Check<Question, Found> {

  /** The longest text that is judged at all, in code points. */
  public static final int MAX_CODE_POINTS = 512;

  private static final int MAX_SUGGESTIONS = 10;

  /**
   * The question as it was asked.
   *
   * @param suggestions at most how many others are wanted; null if that is not asked
   */
  public record Question(String userId, PackRequest rules, @Nullable Integer suggestions) {}

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
    return new Question(
        userId(request),
        PackRequest.read(request),
        request.integer("suggestions", 0, MAX_SUGGESTIONS));
  }

  /** Reads a question that cannot ask for suggestions: a line of a stream. */
  Question readLine(RequestObject request) {
    return new Question(userId(request), PackRequest.read(request), null);
  }

  private static String userId(RequestObject request) {
    return request.requiredText("userId", MAX_CODE_POINTS);
  }

  @Override
  public Future<Found> find(Question question, ClientAccount account) {
    Judge<UserIdDecision> judge = judge(question.rules);
    Instant asOf = facts.asOf().get();
    return lookup.find(judge.decision().decide(question.userId), account, asOf, judge.rulePack());
  }

  @Override
  public Answer decide(Question question, Found found, Language language) {
    List<UserId> suggestions =
        question.suggestions == null ? null : suggestions(found, question.suggestions);
    return new Answer(
        found.verdict().code(),
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              lookup.writeMembers(found, Integer.MAX_VALUE, language, json);
              if (suggestions != null) {
                json.writeArrayFieldStart("suggestions");
                for (UserId suggestion : suggestions) {
                  json.writeString(suggestion.canonical());
                }
                json.writeEndArray();
              }
              json.writeEndObject();
            }));
  }

  /**
   * Returns free user IDs near the wish. Those about which the database would have to be asked are
   * left out.
   */
  private List<UserId> suggestions(Found found, int most) {
    return switch (found.verdict()) {
      case AVAILABLE, UNKNOWN -> List.of();
      case TAKEN, INVALID ->
          facts
              .suggestions()
              .near(
                  found.form().canonical(),
                  judge(new PackRequest(found.rulePack(), null)).decision())
              .filter(near -> lookup.isFree(near, found.asOf()))
              .limit(most)
              .toList();
    };
  }

  private Judge<UserIdDecision> judge(PackRequest rules) {
    return rules.judge(shelf, facts.clock().instant(), CompiledPack::userId);
  }
}
