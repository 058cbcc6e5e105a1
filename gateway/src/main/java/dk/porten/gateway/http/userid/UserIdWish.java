package dk.porten.gateway.http.userid;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.userid.UserIdCheck.Found;
import dk.porten.gateway.http.userid.UserIdWish.Question;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/user-id-checks}: is this user ID well-formed and free, or which near it are? */
public final class UserIdWish implements Operation<Question> {

  private static final int MAX_SUGGESTIONS = 10;

  /**
   * The question of a check, and whether others are wanted.
   *
   * @param suggestions at most how many others are wanted; null if that is not asked
   */
  public record Question(UserIdCheck.Question check, @Nullable Integer suggestions) {}

  private final PackShelf shelf;
  private final Facts facts;
  private final UserIdLookup lookup;
  private final UserIdCheck check;

  public UserIdWish(PackShelf shelf, Facts facts, UserIdLookup lookup, UserIdCheck check) {
    this.shelf = shelf;
    this.facts = facts;
    this.lookup = lookup;
    this.check = check;
  }

  @Override
  public Question read(RequestObject request) {
    return new Question(check.read(request), request.integer("suggestions", 0, MAX_SUGGESTIONS));
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public Future<Answer> answer(Question question, Asked asked) {
    return check.find(question.check).map(found -> answer(found, question.suggestions, asked));
  }

  @Override
  public @Nullable Answer answerNow(Question question, Asked asked) {
    Found held = check.held(question.check);
    return held == null ? null : answer(held, question.suggestions, asked);
  }

  private Answer answer(Found found, @Nullable Integer most, Asked asked) {
    return most == null
        ? check.answer(found, asked.language())
        : encode(found, suggestions(found, most), asked);
  }

  /**
   * Returns free user IDs near the wish. Those about which the database would have to be asked are
   * left out.
   */
  private List<UserId> suggestions(Found found, int most) {
    return switch (found.result().verdict()) {
      case AVAILABLE, UNKNOWN -> List.of();
      case TAKEN, INVALID ->
          facts
              .suggestions()
              .near(found.result().form().canonical(), decision(found.rulePack()))
              .filter(near -> lookup.isFree(near, found.asOf()))
              .limit(most)
              .toList();
    };
  }

  private UserIdDecision decision(String rulePack) {
    return new PackRequest(rulePack, null)
        .judge(shelf, facts.clock().instant(), CompiledPack::userId)
        .decision();
  }

  private Answer encode(Found found, List<UserId> suggestions, Asked asked) {
    return new Answer(
        found.result().verdict().code(),
        JsonAnswer.encode(
            json -> {
              json.writeStartObject();
              check.writeMembers(found, Integer.MAX_VALUE, asked.language(), json);
              json.writeArrayFieldStart("suggestions");
              for (UserId suggestion : suggestions) {
                json.writeString(suggestion.canonical());
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }
}
