package dk.porten.gateway.http.userid;

import dk.porten.core.CompiledPack;
import dk.porten.core.PackShelf;
import dk.porten.core.userid.UserIdDecision;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.question.PackRequest.Judge;
import dk.porten.gateway.http.userid.UserIdBatchCheck.Question;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** {@code POST /v1/user-id-checks/batch}: are these user IDs well-formed and free? */
public final class UserIdBatchCheck implements Operation<Question> {

  private static final int MAX_USER_IDS = 1_000;

  /**
   * Violations told of one user ID: without a limit an answer could be a hundred times as large as
   * its request.
   */
  public static final int MAX_VIOLATIONS = 100;

  private static final int MAX_BODY_BYTES = 512 * 1024;

  /** The texts that are asked about, and the rules to go by. */
  public record Question(List<String> userIds, PackRequest rules) {}

  private final PackShelf shelf;
  private final Facts facts;
  private final UserIdLookup lookup;

  public UserIdBatchCheck(PackShelf shelf, Facts facts, UserIdLookup lookup) {
    this.shelf = shelf;
    this.facts = facts;
    this.lookup = lookup;
  }

  @Override
  public int maxBodyBytes() {
    return MAX_BODY_BYTES;
  }

  @Override
  public int checks(Question question) {
    return question.userIds.size();
  }

  @Override
  public Question read(RequestObject request) {
    return new Question(
        request.requiredTexts("userIds", MAX_USER_IDS, UserIdCheck.MAX_CODE_POINTS),
        PackRequest.read(request));
  }

  @Override
  public Future<Answer> answer(Question question, Asked asked) {
    Judge<UserIdDecision> judge =
        question.rules.judge(shelf, facts.clock().instant(), CompiledPack::userId);
    Instant asOf = facts.asOf().get();
    return Future.succeededFuture(
        Answer.inPieces("ok", new UserIdBatchAnswer(question.userIds, judge, asOf, asked, lookup)));
  }
}
