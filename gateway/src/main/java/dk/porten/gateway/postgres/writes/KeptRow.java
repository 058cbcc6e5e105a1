package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.KeptAnswer;
import io.vertx.sqlclient.Row;

/**
 * What a write under a key is answered with: its outcome, what is kept of the answer, whether that
 * was kept before, whether the key came with the same body; then what the kind of write has beside.
 */
final class KeptRow {

  /** The column with what the kind of write has beside. */
  static final int BESIDE = 4;

  private static final String ERASED = "erased";

  /** Reads the outcome of a kind of write. */
  @FunctionalInterface
  interface OutcomeReader<O> {
    O read(String outcome, Row row);
  }

  private KeptRow() {}

  static <O> KeptAnswer<O> read(Row row, OutcomeReader<O> outcomes) {
    if (!row.getBoolean(3)) {
      return new KeptAnswer.KeyReused<>();
    }
    String outcome = row.getString(0);
    return outcome.equals(ERASED)
        ? new KeptAnswer.Erased<>()
        : new KeptAnswer.Answered<>(
            outcomes.read(outcome, row), row.getBuffer(1), row.getBoolean(2));
  }
}
