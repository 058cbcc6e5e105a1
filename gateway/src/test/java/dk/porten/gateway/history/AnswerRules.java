package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Request.Attest;
import dk.porten.gateway.history.Request.Check;
import dk.porten.gateway.history.Request.Claim;
import dk.porten.gateway.history.Request.Hold;
import dk.porten.gateway.history.Request.OfHold;
import dk.porten.gateway.history.Request.Strike;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What an answer has to be, whatever else happened. */
final class AnswerRules {
  private static final int BUG = 500;

  private AnswerRules() {}

  static void check(History history, Ledger ledger, Limits limits, Findings findings) {
    for (Attempt attempt : ledger.sent()) {
      if (attempt.isAnswered(BUG)) {
        findings.add(Clause.UNEXPECTED_ANSWER, attempt);
      }
      attempt.answer().ifPresent(answer -> check(attempt, answer, findings));
    }
    for (String userId : ledger.userIds()) {
      for (Attempt check : ledger.checks(userId)) {
        if (isAhead(check, history, limits)) {
          findings.add(Clause.AS_OF_AHEAD, check);
        }
      }
    }
  }

  private static void check(Attempt attempt, Answered answer, Findings findings) {
    if (!isOfContract(attempt, answer)) {
      findings.add(Clause.UNEXPECTED_ANSWER, attempt);
    } else if (!isAbout(attempt.request(), answer)) {
      findings.add(Clause.WRONG_SUBJECT, attempt);
    }
  }

  /** The requests have no fault, so that a refused key is the only 422. */
  private static boolean isOfContract(Attempt attempt, Answered answer) {
    return attempt.request().statuses().contains(answer.status())
        && switch (answer.status()) {
          case 422 -> answer.isProblem("idempotency-key-reused");
          case 409 ->
              answer.isProblem("user-id-taken") || answer.isProblem("witness-quota-exhausted");
          case 404 -> answer.text("type").startsWith("/problems/");
          case 410 -> answer.isProblem("hold-expired");
          case 204 -> answer.body().isEmpty();
          default -> isWhole(attempt.request(), answer.json());
        };
  }

  private static boolean isWhole(Request request, JsonObject body) {
    if (request instanceof Hold) {
      return isId(body, "holdId") && isMoment(body, "expiresAt");
    }
    if (request instanceof Attest) {
      return isId(body, "attestationId") && body.getValue("rulePack") instanceof String;
    }
    if (request instanceof Claim) {
      return isMoment(body, "claimedAt");
    }
    if (request instanceof Strike) {
      return isMoment(body, "voidedAt");
    }
    if (request instanceof Check) {
      return isMoment(body, "asOf") && !"invalid".equals(body.getValue("verdict"));
    }
    return !body.isEmpty();
  }

  private static boolean isAbout(Request request, Answered answer) {
    if (answer.status() >= 300) {
      return true;
    }
    if (request instanceof Hold hold) {
      return answer.text("userId").equals(hold.userId());
    }
    if (request instanceof Check check) {
      return answer.text("userId").equals(check.userId());
    }
    if (request instanceof Attest attest) {
      return answer.text("on").equals(attest.on().toString())
          && answer.text("rulePack").startsWith(attest.rulePack() + "@");
    }
    if (request instanceof Strike strike) {
      return answer.text("attestationId").equals(strike.attestationId().toString());
    }
    if (request instanceof Request.ShowHold show) {
      return answer.text("holdId").equals(((OfHold) show).holdId().toString());
    }
    return true;
  }

  private static boolean isAhead(Attempt check, History history, Limits limits) {
    return check
        .answer()
        .filter(answer -> isMoment(answer.json(), "asOf"))
        .map(answer -> history.nanosAt(Instant.parse(answer.text("asOf"))))
        .filter(asOfNanos -> asOfNanos > check.doneNanos() + limits.slackNanos())
        .isPresent();
  }

  private static boolean isId(JsonObject body, String member) {
    try {
      return body.getValue(member) instanceof String text
          && UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException noId) {
      return false;
    }
  }

  private static boolean isMoment(JsonObject body, String member) {
    try {
      return body.getValue(member) instanceof String text
          && Instant.parse(text).truncatedTo(ChronoUnit.SECONDS).toString().equals(text);
    } catch (DateTimeException noMoment) {
      return false;
    }
  }
}
