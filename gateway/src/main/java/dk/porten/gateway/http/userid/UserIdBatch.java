package dk.porten.gateway.http.userid;

import dk.porten.gateway.http.exchange.Admitted;
import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.exchange.OperationHandler;
import dk.porten.gateway.http.head.MediaType;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** {@code POST /v1/user-id-checks/batch}: one text, or a line for each question. */
public final class UserIdBatch {

  private final OperationHandler<?> whole;
  private final UserIdCheck line;
  private final UserIdLookup lookup;

  public UserIdBatch(UserIdBatchCheck whole, UserIdCheck line, UserIdLookup lookup) {
    this.whole = new OperationHandler<>(whole);
    this.line = line;
    this.lookup = lookup;
  }

  /** Answers a request; by its media type it is of one kind or the other. */
  public void handle(Exchange exchange, Admitted admitted) {
    List<String> types = exchange.request().headers().getAll(HttpHeaders.CONTENT_TYPE);
    if (types.size() == 1 && MediaType.NDJSON.isIn(types.get(0))) {
      exchange.countAs(EndpointName.USER_ID_CHECKS_STREAM);
      UserIdStream.handle(exchange, admitted.account(), line, lookup);
    } else {
      whole.handle(exchange, admitted);
    }
  }
}
