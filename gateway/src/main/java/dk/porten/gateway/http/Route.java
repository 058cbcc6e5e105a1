package dk.porten.gateway.http;

import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.http.HttpMethod;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * An endpoint of the contract.
 *
 * @param path in which one segment may be {@link Routes#ID}
 * @param priority of its requests when there is too much to do
 * @param isBehind whether so many wait for what it needs that no more are to be let in
 */
record Route(
    HttpMethod method,
    String path,
    EndpointName name,
    Priority priority,
    BooleanSupplier isBehind,
    Consumer<Exchange> handler) {

  /** Makes one for which nobody waits but for their turn. */
  Route(
      HttpMethod method,
      String path,
      EndpointName name,
      Priority priority,
      Consumer<Exchange> handler) {
    this(method, path, name, priority, () -> false, handler);
  }
}
