package dk.porten.gateway.postgres.writes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of write that can be done alone or together with others of its kind: in either case by one
 * statement, which is a transaction. Repeating a write that was done changes nothing and gets the
 * same answer.
 *
 * @param <W> what is asked for
 * @param <A> the answer
 */
interface WriteStatement<W, A> {

  /** Returns the statement that does one. */
  String one();

  /** Returns the statement that does several; its values are arrays of those of {@link #one}. */
  String many();

  /** Returns the values of one. */
  Tuple values(W write);

  /** Returns the values of several. */
  Tuple values(List<W> writes);

  /** Returns the things of a write that no other write in the same statement may share. */
  List<Object> exclusive(W write);

  /** Reads the answer to one; no row means that there was nothing to write to. */
  A read(@Nullable Row row);
}
