package dk.porten.gateway.http.exchange;

import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;

/**
 * An operation's endpoint.
 *
 * @param path in which one segment may be {@link Routes#ID}
 * @param priority of its requests when there is too much to do
 */
public record Route(
    HttpMethod method,
    String path,
    EndpointName name,
    Priority priority,
    Consumer<Exchange> handler) {}
