package dk.porten.gateway.postgres.writes;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The values of several writes, one array for each of their columns. */
final class Columns<W> {

  private final List<W> writes;
  private final Tuple values = Tuple.tuple();

  Columns(List<W> writes) {
    this.writes = writes;
  }

  Columns<W> texts(Function<W, String> value) {
    return add(String[]::new, value);
  }

  Columns<W> bytes(Function<W, @Nullable Buffer> value) {
    return add(Buffer[]::new, value);
  }

  /** Adds a column of another type. */
  <C> Columns<W> add(IntFunction<C[]> array, Function<W, ? extends @Nullable C> value) {
    C[] column = array.apply(writes.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(writes.get(i));
    }
    values.addValue(column);
    return this;
  }

  Tuple values() {
    return values;
  }
}
