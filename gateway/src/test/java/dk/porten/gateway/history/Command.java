package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All tries of one Idempotency-Key on one path. */
final class Command {
  private static final int GRANTED = 201;
  private static final int UNPROCESSABLE = 422;

  private final List<Attempt> tries;
  private final List<Attempt> answered;
  private final Optional<Attempt> first;

  /**
   * Puts them together.
   *
   * @param tries at least one
   */
  Command(List<Attempt> tries) {
    this.tries = tries.stream().sorted(Comparator.comparingLong(Attempt::sentNanos)).toList();
    answered = this.tries.stream().filter(Command::hasAnswer).toList();
    first = answered.stream().min(Comparator.comparingLong(Attempt::doneNanos));
  }

  /** Returns the tries in the order in which they were sent. */
  List<Attempt> tries() {
    return tries;
  }

  /** Returns the tries that got the operation's own answer. */
  List<Attempt> answered() {
    return answered;
  }

  /** Finds the answered try that ended first; without one the effect is unknown. */
  Optional<Attempt> first() {
    return first;
  }

  /** Finds the first try that was granted. */
  Optional<Attempt> granted() {
    return first.filter(attempt -> attempt.isAnswered(GRANTED));
  }

  /** Returns the requests that may have taken effect, or may do so yet. */
  Stream<Request> possible() {
    return first.isPresent()
        ? granted().map(Attempt::request).stream()
        : tries.stream().map(Attempt::request).distinct();
  }

  /** Returns before when it cannot have taken effect. */
  long sentNanos() {
    return tries.get(0).sentNanos();
  }

  /** Returns after when it cannot have taken effect. */
  long doneNanos() {
    return first.map(Attempt::doneNanos).orElse(Long.MAX_VALUE);
  }

  static boolean isRefusedKey(Attempt attempt) {
    return attempt.isAnswered(UNPROCESSABLE)
        && attempt.answer().filter(a -> a.isProblem("idempotency-key-reused")).isPresent();
  }

  private static boolean hasAnswer(Attempt attempt) {
    Optional<Answered> answer = attempt.answer();
    return answer.isPresent()
        && attempt.request().statuses().contains(answer.get().status())
        && !isRefusedKey(attempt);
  }
}
