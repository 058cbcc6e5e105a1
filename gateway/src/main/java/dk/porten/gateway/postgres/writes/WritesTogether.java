package dk.porten.gateway.postgres.writes;

import dk.porten.gateway.postgres.connection.Lane;
import dk.porten.gateway.postgres.gathering.Query;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Does several writes by one statement. If the database refuses the statement, because a lock would
 * have to be waited for or because one of the writes fails, nothing is written. Each write is then
 * done alone on a connection of the pool, where it delays no other (docs/decisions/0041).
 */
final class WritesTogether<W, A> implements Query<W, A> {

  private final WriteStatement<W, A> kind;
  private final Lane lane;
  private final WritePool pool;

  WritesTogether(WriteStatement<W, A> kind, Lane lane, WritePool pool) {
    this.kind = kind;
    this.lane = lane;
    this.pool = pool;
  }

  @Override
  public Future<List<A>> ask(List<W> writes) {
    if (writes.size() == 1) {
      return lane.ask(kind.one(), kind.values(writes.get(0))).map(rows -> List.of(only(rows)));
    }
    return lane.ask(kind.many(), kind.values(writes)).map(this::each);
  }

  @Override
  public List<Object> exclusive(W write) {
    return kind.exclusive(write);
  }

  @Override
  public Future<A> askAlone(W write, Throwable failure) {
    return failure instanceof PgException
        ? pool.call(kind.one(), kind.values(write)).map(this::only)
        : Query.super.askAlone(write, failure);
  }

  private A only(RowSet<Row> rows) {
    RowIterator<Row> row = rows.iterator();
    return kind.read(row.hasNext() ? row.next() : null);
  }

  private List<A> each(RowSet<Row> rows) {
    List<A> answers = new ArrayList<>(rows.size());
    for (Row row : rows) {
      answers.add(kind.read(row));
    }
    return answers;
  }
}
