package dk.porten.gateway.wiring;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.PackFault;
import dk.porten.gateway.auth.CallerRule;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.budget.Budgets;
import dk.porten.gateway.budget.BudgetsReader;
import dk.porten.gateway.http.connection.HttpLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The variable of budgets, what it says, and whether that fits what all may have together. */
final class BudgetVariables {

  private static final String BUDGETS = "GATEWAY_BUDGETS";
  private static final String OFF = "off";
  private static final int KIBIBYTES_OF_HALF_A_MEBIBYTE = 512;

  /** How much memory all clients together may have held. */
  static final String HELD = "GATEWAY_HELD_MEBIBYTES";

  private BudgetVariables() {}

  /**
   * Returns the budgets: those of the file, or by default those of whoever has a token. A file with
   * faults is told of; nothing is to be said of other budgets then.
   */
  static Budgets read(Variables variables, CallerRule callers) {
    boolean isSet = variables.text(BUDGETS).isPresent();
    if (callers == NoTokenRule.NOBODY) {
      return Budgets.NONE;
    }
    return variables
        .parsed(BUDGETS, value -> value.equals(OFF) ? Budgets.NONE : ofFile(Path.of(value)))
        .orElse(isSet || callers == NoTokenRule.DEMO ? Budgets.NONE : Budgets.DEFAULT);
  }

  /** Refuses budgets by which one client alone could have the others' batches refused. */
  static void judge(Variables variables, Budgets budgets, HttpLimits http) {
    int most = budgets.mostHeldKibibytes();
    if (most >= http.heldMebibytes() * KIBIBYTES_OF_HALF_A_MEBIBYTE) {
      variables.fault(
          HELD,
          "must be at least %d with such %s: each heldKibibytes (%d by default) has to be less than half of it"
              .formatted(
                  most / KIBIBYTES_OF_HALF_A_MEBIBYTE + 1,
                  BUDGETS,
                  Budgets.DEFAULT.mostHeldKibibytes()));
    }
  }

  private static Budgets ofFile(Path file) {
    try {
      return BudgetsReader.read(file.getFileName().toString(), Files.readString(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("the file cannot be read", unreadable);
    } catch (InvalidPackException faulty) {
      String faults =
          faulty.faults().stream().map(PackFault::toString).collect(Collectors.joining("; "));
      throw new IllegalArgumentException(faults, faulty);
    }
  }
}
