package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.IdempotencyKey;
import dk.porten.gateway.ledger.KeptAnswer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.function.BiFunction;

/**
 * The row that answers a write under a key: its outcome, what is kept of the answer, whether that
 * was kept before, whether the key came with the same body; then until when a hold lasts, or what
 * counts if an attestation was misjudged.
 */
final class KeptRow {

  static final int UNTIL_OR_COUNTING = 4;

  /** Finds one; there is none if the key is new. */
  static final String FIND =
      """
      SELECT outcome, answer, is_replay, has_same_body, until
      FROM first_answer($1::text, $2::text, $3::text, $4::bytea)
      """;

  private static final String ERASED = "erased";

  private KeptRow() {}

  /** Returns the values of {@link #FIND}. */
  static Tuple values(IdempotencyKey key) {
    return Tuple.of(key.client(), key.path(), key.key(), key.bodyDigest());
  }

  /**
   * Reads one.
   *
   * @param outcomes reads an outcome's text, with the row that it is from
   */
  static <O> KeptAnswer<O> read(Row row, BiFunction<String, Row, O> outcomes) {
    if (!row.getBoolean(3)) {
      return new KeptAnswer.KeyReused<>();
    }
    String outcome = row.getString(0);
    return outcome.equals(ERASED)
        ? new KeptAnswer.Erased<>()
        : new KeptAnswer.Answered<>(
            outcomes.apply(outcome, row), row.getBuffer(1), row.getBoolean(2));
  }
}
