package dk.porten.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a check's request: its head, its body within bounds, its question, its answer. */
final class CheckHandler<Q> {

  private static final String JSON = "application/json";

  private final Check<Q> check;

  CheckHandler(Check<Q> check) {
    this.check = check;
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
    if (contentType == null
        || !isJson(contentType)
        || exchange.header(HttpHeaders.CONTENT_ENCODING) != null) {
      return ProblemCode.UNSUPPORTED_MEDIA_TYPE;
    }
    String accept = exchange.listHeader(HttpHeaders.ACCEPT);
    if (accept != null && !Preference.accepts(accept, JSON)) {
      return ProblemCode.NOT_ACCEPTABLE;
    }
    String length = exchange.header(HttpHeaders.CONTENT_LENGTH);
    boolean isTooLarge = length != null && Long.parseLong(length) > check.maxBodyBytes();
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
          if (body.length() + chunk.length() <= check.maxBodyBytes()) {
            body.appendBuffer(chunk);
          } else {
            request.handler(null).endHandler(null);
            exchange.lastProblem(new Problem(ProblemCode.REQUEST_TOO_LARGE));
          }
        });
    request.endHandler(end -> answer(exchange, body.getBytes()));
  }

  private void answer(Exchange exchange, byte[] body) {
    Future<Check.Answer> answer;
    try {
      answer = check.answer(read(body), exchange.language());
    } catch (Throwable failure) {
      exchange.fail(failure);
      return;
    }
    answer.onComplete(a -> exchange.answer(a.verdict(), a.json()), exchange::fail);
  }

  private Q read(byte[] body) {
    var faults = new Faults();
    RequestObject request = RequestObject.parse(body, faults);
    Q question = check.read(request);
    request.end();
    faults.throwIfAny();
    return question;
  }
}
