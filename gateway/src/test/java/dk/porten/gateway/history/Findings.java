package dk.porten.gateway.history;

import java.util.ArrayList;
import java.util.List;

/** The violations found so far. */
final class Findings {
  private final List<Violation> violations = new ArrayList<>();

  void add(Clause clause, Attempt... attempts) {
    violations.add(new Violation(clause, List.of(attempts)));
  }

  void add(Clause clause, List<Attempt> attempts) {
    violations.add(new Violation(clause, attempts));
  }

  List<Violation> all() {
    return List.copyOf(violations);
  }
}
