package dk.porten.gateway.http.userid;

import dk.porten.gateway.http.exchange.Admitted;
import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.exchange.OperationHandler;
import dk.porten.gateway.http.head.MediaType;
import dk.porten.gateway.http.head.RequestHead;
import dk.porten.gateway.http.problem.Problem;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.ledger.TooManyRequestsException;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
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
      handleLines(exchange, admitted);
    } else {
      whole.handle(exchange, admitted);
    }
  }

  private void handleLines(Exchange exchange, Admitted admitted) {
    if (!hasChunks(exchange.request())) {
      exchange.refuse(new Problem(ProblemCode.HTTP_VERSION_NOT_SUPPORTED));
    } else if (RequestHead.isCompressed(exchange.request())) {
      exchange.refuse(new Problem(ProblemCode.UNSUPPORTED_MEDIA_TYPE));
    } else if (!MediaType.NDJSON.isAcceptedBy(exchange.request())) {
      exchange.refuse(new Problem(ProblemCode.NOT_ACCEPTABLE));
    } else {
      beginLines(exchange, admitted);
    }
  }

  private void beginLines(Exchange exchange, Admitted admitted) {
    try {
      if (admitted.account().held().isTooMuch()) {
        throw admitted.account().held().ended();
      }
      admitted.account().streamBegins();
    } catch (TooManyRequestsException ended) {
      exchange.refuse(exchange.problemOf(ended));
      return;
    }
    new UserIdStream(exchange, admitted, line, lookup).start();
  }

  /** HTTP/1.0 has no chunks: a response that breaks off would look whole. */
  private static boolean hasChunks(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_1_0;
  }
}
