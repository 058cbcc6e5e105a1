package dk.porten.gateway.budget;

import static java.nio.charset.StandardCharsets.UTF_8;

import dk.porten.core.pack.InvalidPackException;
import java.util.List;
import java.util.stream.Stream;

/** Budgets of clients: a file that is refused has faults, at lines of it. */
public final class BudgetsTarget {

  private BudgetsTarget() {}

  /** Reads budgets. */
  public static void fuzzerTestOneInput(byte[] input) {
    String yaml = new String(input, UTF_8);
    try {
      BudgetsReader.read("fuzz", yaml);
    } catch (InvalidPackException refused) {
      long lines = yaml.chars().filter(next -> next == '\n' || next == '\r').count() + 2;
      if (refused.faults().isEmpty()
          || refused.faults().stream().anyMatch(f -> f.line() < 1 || f.line() > lines)) {
        throw new AssertionError("a fault nowhere: " + refused.faults(), refused);
      }
    }
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() {
    return Stream.of(
            "default:\n  userIdsPerDay: 5\n  streams: unlimited\nclients:\n  bank:\n    name: A\n",
            "clients: {a: {name: X, openHolds: 0}, b: {name: X, checksPerSecond: 1.5}}",
            "clients: {a: {}, a: {}}\ndefault: []",
            "default: &a {streams: 1}\nclients: {b: *a}",
            "clients: " + "[".repeat(20_000),
            "clients: {" + "a".repeat(5_000) + ": {name: " + "b".repeat(50) + "}}",
            "")
        .map(text -> text.getBytes(UTF_8))
        .toList();
  }
}
