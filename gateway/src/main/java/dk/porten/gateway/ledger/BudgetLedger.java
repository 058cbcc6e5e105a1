package dk.porten.gateway.ledger;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.LocalDate;
import java.util.List;

/** What clients have used of their budgets, as gateways tell each other. Any thread may ask. */
public interface BudgetLedger {

  /**
   * Something that was used.
   *
   * @param day of UTC
   * @param client its id in tokens
   * @param kind of use
   * @param marks 64-bit numbers that stand for what was used
   */
  record Use(LocalDate day, String client, String kind, Buffer marks) {}

  /**
   * What was told, by this gateway too.
   *
   * @param last the number of the last one of them; as asked for if there is none
   * @param isAll whether that is all for now
   */
  record Told(List<Use> uses, long last, boolean isAll) {}

  /**
   * Tells others what was used, and returns what was told.
   *
   * @param after the number after which
   */
  Future<Told> share(List<Use> uses, long after);
}
