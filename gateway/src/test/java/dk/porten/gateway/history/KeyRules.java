package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Request.Hold;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A key has one effect and one answer, on every gateway and over every restart. */
final class KeyRules {
  private KeyRules() {}

  static void check(Ledger ledger, Findings findings) {
    ledger.commands().forEach(command -> check(command, findings));
    Map<String, Attempt> effects = new HashMap<>();
    for (Command command : ledger.commands()) {
      Optional<Attempt> granted = command.granted();
      granted.ifPresent(
          attempt -> {
            Attempt other = effects.putIfAbsent(effect(attempt), attempt);
            if (other != null) {
              findings.add(Clause.EFFECT_SHARED, other, attempt);
            }
          });
    }
  }

  private static void check(Command command, Findings findings) {
    List<Attempt> answered = command.answered();
    if (distinct(answered, KeyRules::answer) > 1) {
      boolean oneBody = distinct(answered, attempt -> attempt.request().body()) == 1;
      findings.add(oneBody ? Clause.RETRY_DIFFERS : Clause.KEY_TWO_BODIES, answered);
    } else if (distinct(answered, attempt -> attempt.request().body()) > 1) {
      findings.add(Clause.KEY_TWO_BODIES, answered);
    }
    List<Attempt> firsts = answered.stream().filter(attempt -> !isReplayed(attempt)).toList();
    if (firsts.size() > 1) {
      findings.add(Clause.KEY_TWO_EFFECTS, firsts);
    }
    for (Attempt attempt : command.tries()) {
      checkTry(command, attempt, findings);
    }
  }

  private static void checkTry(Command command, Attempt attempt, Findings findings) {
    if (Command.isRefusedKey(attempt)) {
      if (isRefusedWithoutCause(command, attempt)) {
        findings.add(Clause.REUSED_WITHOUT_CAUSE, command.tries());
      }
    } else if (attempt.answer().isPresent()) {
      checkMark(command, attempt, findings);
    }
  }

  private static void checkMark(Command command, Attempt attempt, Findings findings) {
    if (isReplayed(attempt)) {
      boolean isPossible =
          command.tries().stream()
              .anyMatch(other -> !other.equals(attempt) && other.sentNanos() < attempt.doneNanos());
      if (!isPossible) {
        findings.add(Clause.REPLAY_OF_NOTHING, command.tries());
      }
    } else if (command.doneNanos() < attempt.sentNanos()) {
      findings.add(Clause.REPLAY_UNMARKED, command.tries());
    }
  }

  /** The key's body is the one that was answered; without an answer it may be any other. */
  private static boolean isRefusedWithoutCause(Command command, Attempt refused) {
    String body = refused.request().body();
    boolean isOwner =
        command.answered().stream().anyMatch(other -> other.request().body().equals(body));
    boolean isAlone =
        command.tries().stream()
            .noneMatch(
                other ->
                    other.sentNanos() < refused.doneNanos()
                        && !other.request().body().equals(body));
    return isOwner || isAlone;
  }

  private static boolean isReplayed(Attempt attempt) {
    return attempt.answer().map(Answered::replayed).orElse(false);
  }

  private static String answer(Attempt attempt) {
    return attempt.answer().map(answer -> answer.status() + " " + answer.body()).orElse("");
  }

  private static String effect(Attempt granted) {
    return granted
        .answer()
        .map(answer -> answer.text(granted.request() instanceof Hold ? "holdId" : "attestationId"))
        .orElse("");
  }

  private static long distinct(List<Attempt> attempts, Function<Attempt, String> property) {
    return attempts.stream().map(property).distinct().count();
  }
}
