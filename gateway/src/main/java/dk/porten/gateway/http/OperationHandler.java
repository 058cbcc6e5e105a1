package dk.porten.gateway.http;

import dk.porten.gateway.ledger.IdempotencyKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes an operation's request: its head, its body within bounds, its question, its answer. */
final class OperationHandler<Q> {

  private static final String JSON = "application/json";
  private static final byte[] EMPTY_OBJECT = {'{', '}'};

  private final Operation<Q> operation;

  OperationHandler(Operation<Q> operation) {
    this.operation = operation;
  }

  void handle(Exchange exchange) {
    ProblemCode refused = refusal(exchange);
    if (refused != null) {
      if (refused == ProblemCode.REQUEST_TOO_LARGE) {
        exchange.lastProblem(new Problem(refused));
      } else {
        exchange.problem(new Problem(refused));
      }
      return;
    }
    readBody(exchange);
  }

  /** Returns what speaks against a request before its body is read. */
  private @Nullable ProblemCode refusal(Exchange exchange) {
    String contentType = exchange.listHeader(HttpHeaders.CONTENT_TYPE);
    boolean isReadable = contentType == null ? !operation.needsBody() : isJson(contentType);
    if (!isReadable || exchange.header(HttpHeaders.CONTENT_ENCODING) != null) {
      return ProblemCode.UNSUPPORTED_MEDIA_TYPE;
    }
    String accept = exchange.listHeader(HttpHeaders.ACCEPT);
    if (accept != null && !Preference.accepts(accept, JSON)) {
      return ProblemCode.NOT_ACCEPTABLE;
    }
    String length = exchange.header(HttpHeaders.CONTENT_LENGTH);
    boolean isTooLarge = length != null && Long.parseLong(length) > operation.maxBodyBytes();
    return isTooLarge ? ProblemCode.REQUEST_TOO_LARGE : null;
  }

  /** JSON has no parameters; a charset is let pass if it is the one that JSON is in. */
  private static boolean isJson(String contentType) {
    if (contentType.equals(JSON)) {
      return true;
    }
    String plain = contentType.toLowerCase(Locale.ROOT).replaceAll("[ \t\"]", "");
    return plain.equals(JSON) || plain.equals(JSON + ";charset=utf-8");
  }

  private void readBody(Exchange exchange) {
    HttpServerRequest request = exchange.request();
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() + chunk.length() <= operation.maxBodyBytes()) {
            body.appendBuffer(chunk);
          } else {
            request.handler(null).endHandler(null);
            exchange.lastProblem(new Problem(ProblemCode.REQUEST_TOO_LARGE));
          }
        });
    request.endHandler(end -> answer(exchange, body.getBytes()));
  }

  private void answer(Exchange exchange, byte[] body) {
    Future<Answer> answer;
    try {
      IdempotencyKey key = operation.needsKey() ? IdempotencyKeys.read(exchange, body) : null;
      answer = operation.answer(read(body), exchange.asked(key));
    } catch (Throwable failure) {
      exchange.fail(failure);
      return;
    }
    answer.onComplete(exchange::answer, exchange::fail);
  }

  private Q read(byte[] body) {
    var faults = new Faults();
    boolean isLeftOut = body.length == 0 && !operation.needsBody();
    RequestObject request = RequestObject.parse(isLeftOut ? EMPTY_OBJECT : body, faults);
    Q question = operation.read(request);
    request.end();
    faults.throwIfAny();
    return question;
  }
}
