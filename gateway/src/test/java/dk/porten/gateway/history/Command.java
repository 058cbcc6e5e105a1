package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All tries of one Idempotency-Key on one path.
 *
 * @param tries at least one, in the order in which they were sent
 */
record Command(List<Attempt> tries) {
  private static final int GRANTED = 201;

  Command {
    tries = tries.stream().sorted(Comparator.comparingLong(Attempt::sentNanos)).toList();
  }

  /** Returns the tries that got the operation's own answer. */
  List<Attempt> answered() {
    return tries.stream().filter(Command::hasAnswer).toList();
  }

  /** Finds the answered try that ended first; without one the effect is unknown. */
  Optional<Attempt> first() {
    return tries.stream()
        .filter(Command::hasAnswer)
        .min(Comparator.comparingLong(Attempt::doneNanos));
  }

  /** Finds the first try that was granted. */
  Optional<Attempt> granted() {
    return first().filter(attempt -> attempt.isAnswered(GRANTED));
  }

  /** Returns the requests that may have taken effect, or may do so yet. */
  Stream<Request> possible() {
    return first().isPresent()
        ? granted().map(Attempt::request).stream()
        : tries.stream().map(Attempt::request).distinct();
  }

  /** Returns before when it cannot have taken effect. */
  long sentNanos() {
    return tries.get(0).sentNanos();
  }

  /** Returns after when it cannot have taken effect. */
  long doneNanos() {
    return first().map(Attempt::doneNanos).orElse(Long.MAX_VALUE);
  }

  static boolean isRefusedKey(Attempt attempt) {
    return attempt
        .answer()
        .filter(answer -> answer.isProblem("idempotency-key-reused"))
        .isPresent();
  }

  private static boolean hasAnswer(Attempt attempt) {
    Optional<Answered> answer = attempt.answer();
    return answer.isPresent()
        && attempt.request().statuses().contains(answer.get().status())
        && !isRefusedKey(attempt);
  }
}
