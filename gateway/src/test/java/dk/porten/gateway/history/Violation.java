package dk.porten.gateway.history;

import java.util.List;
import java.util.stream.Collectors;

/** A clause that a history breaks, and the attempts that show it. */
record Violation(Clause clause, List<Attempt> attempts) {

  Violation {
    attempts = List.copyOf(attempts);
  }

  @Override
  public String toString() {
    return clause
        + attempts.stream().map(Attempt::toString).collect(Collectors.joining("\n  ", "\n  ", ""));
  }
}
