package dk.porten.gateway.http.userid;

import dk.porten.core.pack.Language;
import dk.porten.core.userid.UserId;
import dk.porten.core.userid.UserIdForm;
import dk.porten.core.userid.UserIdForm.Malformed;
import dk.porten.core.userid.UserIdForm.WellFormed;
import dk.porten.gateway.budget.ClientAccount;
import dk.porten.gateway.http.json.JsonAnswer;
import dk.porten.gateway.http.json.Moments;
import dk.porten.gateway.http.json.RequestObject;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.question.Answer;
import dk.porten.gateway.http.question.Asked;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.http.question.Operation;
import dk.porten.gateway.http.userid.UserIdHold.Question;
import dk.porten.gateway.ledger.HoldOutcome;
import dk.porten.gateway.ledger.HoldOutcome.Held;
import dk.porten.gateway.ledger.HoldOutcome.Taken;
import dk.porten.gateway.ledger.KeptAnswer;
import dk.porten.gateway.ledger.KeptAnswer.Answered;
import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.ledger.UserIdLedger.HoldAnswers;
import dk.porten.gateway.ledger.UserIdLedger.NewHold;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** {@code POST /v1/user-id-holds}: hold a free user ID for a while. */
public final class UserIdHold implements Operation<Question> {

  private static final int MAX_HOLD_SECONDS = 86_400;
  private static final int DEFAULT_HOLD_SECONDS = 900;

  record Question(String userId, Duration duration) {}

  private final UserIdJudge judge;
  private final Facts facts;
  private final UserIdLookup lookup;
  private final UserIdLedger ledger;

  public UserIdHold(UserIdJudge judge, Facts facts, UserIdLookup lookup, UserIdLedger ledger) {
    this.judge = judge;
    this.facts = facts;
    this.lookup = lookup;
    this.ledger = ledger;
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public Question read(RequestObject request) {
    String userId = request.requiredText("userId", UserIdCheck.MAX_CODE_POINTS);
    Integer seconds = request.integer("holdSeconds", 1, MAX_HOLD_SECONDS);
    return new Question(
        userId, Duration.ofSeconds(Objects.requireNonNullElse(seconds, DEFAULT_HOLD_SECONDS)));
  }

  @Override
  public Future<Answer> answer(Question question, Asked asked) {
    UserIdForm form = judge.decide(question.userId);
    Future<KeptAnswer<HoldOutcome>> kept =
        form instanceof Malformed malformed
            ? refuse(malformed, asked)
            : hold(((WellFormed) form).userId(), question.duration, asked);
    return kept.map(answer -> Answer.of(answer, UserIdHold::tell));
  }

  private Future<KeptAnswer<HoldOutcome>> hold(UserId userId, Duration duration, Asked asked) {
    var hold = new NewHold(UUID.randomUUID(), userId, duration);
    boolean isNew;
    try {
      Instant now = facts.clock().instant();
      isNew = asked.account().ask(userId, facts.userIds().key(userId), now);
      asked.account().hold(hold.holdId(), duration, now);
    } catch (TooManyRequestsException ended) {
      // To look for an earlier answer costs the database as much as a hold.
      asked.account().check(1, System.nanoTime());
      return ledger.kept(asked.key()).map(kept -> kept.orElseThrow(() -> ended));
    }
    return ledger
        .hold(hold, answers(hold, asked.requestId()), asked.key(), asked.author())
        .andThen(done -> facts.userIds().invalidate(userId))
        .onSuccess(kept -> count(hold, isNew, kept, asked.account()))
        .onFailure(unknown -> asked.account().notHeld(hold.holdId()));
  }

  /** What an earlier request with the key got counted then. */
  private static void count(
      NewHold hold, boolean isNew, KeptAnswer<HoldOutcome> kept, ClientAccount account) {
    if (isNew && kept instanceof Answered<HoldOutcome> answered) {
      account.answered(answered.outcome() instanceof Taken);
    }
    if (kept instanceof Answered<HoldOutcome> answered
        && !answered.isReplay()
        && answered.outcome() instanceof Held held) {
      account.held(hold.holdId(), held.until());
    } else {
      account.notHeld(hold.holdId());
    }
  }

  private Future<KeptAnswer<HoldOutcome>> refuse(Malformed malformed, Asked asked) {
    Language language = asked.language();
    var problem =
        new Problem(
            ProblemCode.USER_ID_INVALID,
            json -> lookup.writeViolations(malformed.violations(), language, json));
    return ledger.refuseMalformed(problem.encode(asked.requestId()), asked.key());
  }

  private static HoldAnswers answers(NewHold hold, String requestId) {
    Buffer members =
        JsonAnswer.encode(
            json -> {
              json.writeStringField("holdId", hold.holdId().toString());
              json.writeStringField("userId", hold.userId().canonical());
            });
    return new HoldAnswers(members, new Problem(ProblemCode.USER_ID_TAKEN).encode(requestId));
  }

  private static Answer tell(Answered<HoldOutcome> kept) {
    if (kept.outcome() instanceof Held held) {
      return Answer.created("held", encode(kept.answer(), held.until()));
    }
    return Answer.problem(
        kept.outcome() instanceof Taken ? ProblemCode.USER_ID_TAKEN : ProblemCode.USER_ID_INVALID,
        kept.answer());
  }

  /** Encodes a hold: the members that are kept, and when it ends, which the database decided. */
  private static Buffer encode(Buffer members, Instant until) {
    return JsonAnswer.encode(
        json -> {
          json.writeStartObject();
          json.writeEncoded(members.getBytes());
          json.writeStringField("expiresAt", Moments.format(until));
          json.writeEndObject();
        });
  }
}
