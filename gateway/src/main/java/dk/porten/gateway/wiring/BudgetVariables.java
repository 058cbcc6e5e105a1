package dk.porten.gateway.wiring;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.PackFault;
import dk.porten.gateway.auth.CallerRule;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.budget.Budgets;
import dk.porten.gateway.budget.BudgetsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The variable of budgets, and what it says. */
final class BudgetVariables {

  private static final String BUDGETS = "GATEWAY_BUDGETS";
  private static final String OFF = "off";

  private BudgetVariables() {}

  /** Returns the budgets: those of the file, or by default those of whoever has a token. */
  static Budgets read(Variables variables, CallerRule callers) {
    if (callers == NoTokenRule.NOBODY) {
      boolean unused = variables.text(BUDGETS).isPresent();
      return Budgets.NONE;
    }
    return variables
        .parsed(BUDGETS, value -> value.equals(OFF) ? Budgets.NONE : ofFile(Path.of(value)))
        .orElse(callers == NoTokenRule.DEMO ? Budgets.NONE : Budgets.DEFAULT);
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
