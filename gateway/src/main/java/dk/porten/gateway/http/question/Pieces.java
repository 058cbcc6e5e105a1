package dk.porten.gateway.http.question;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.BooleanSupplier;

/**
 * The body of an answer that may be large: it is made a little at a time, while the caller reads
 * what was made before. Lives on the request's event loop.
 */
@FunctionalInterface
public interface Pieces {

  /**
   * Goes on making it.
   *
   * @param made to which what comes next is added
   * @param isEnough says when to stop
   * @return whether the body is whole now; comes later if something has to be waited for. It fails
   *     only as long as nothing was added.
   */
  Future<Boolean> goOn(Buffer made, BooleanSupplier isEnough);
}
