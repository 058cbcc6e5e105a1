package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.ledger.BudgetLedger;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What gateways tell each other of budgets, in a table that only grows until it is tidied up. */
final class PostgresBudgetLedger implements BudgetLedger {

  private static final int MOST_ROWS = 200;

  private static final String SHARE =
      """
      SELECT use_id, day, client, kind, marks
      FROM share_budget_use(
        $1::date[], $2::text[], $3::text[], $4::bytea[], $5::bigint, $6::integer)
      """;

  private final WritePool pool;

  PostgresBudgetLedger(WritePool pool) {
    this.pool = pool;
  }

  @Override
  public Future<Told> share(List<Use> uses, long after) {
    Tuple values =
        new Columns<>(uses)
            .add(LocalDate[]::new, Use::day)
            .texts(Use::client)
            .texts(Use::kind)
            .bytes(Use::marks)
            .values()
            .addLong(after)
            .addInteger(MOST_ROWS);
    return pool.call(SHARE, values).map(rows -> told(rows, after));
  }

  private static Told told(RowSet<Row> rows, long after) {
    List<Use> uses = new ArrayList<>(rows.size());
    long last = after;
    for (Row row : rows) {
      last = row.getLong(0);
      uses.add(new Use(row.getLocalDate(1), row.getString(2), row.getString(3), row.getBuffer(4)));
    }
    return new Told(uses, last, rows.size() < MOST_ROWS);
  }
}
