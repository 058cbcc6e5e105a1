package dk.porten.gateway.http.exchange;

import dk.porten.gateway.auth.Caller;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import dk.porten.gateway.ledger.IdempotencyKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the {@code Idempotency-Key} of a request. */
final class IdempotencyKeys {

  private static final CharSequence HEADER = HttpHeaders.createOptimized("Idempotency-Key");
  private static final Pattern VISIBLE_ASCII = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private IdempotencyKeys() {}

  /** Reads the key, or fails with what is wrong with it. */
  static IdempotencyKey read(HttpServerRequest request, Caller caller, byte[] body) {
    List<String> keys = request.headers().getAll(HEADER);
    if (keys.size() != 1 || !VISIBLE_ASCII.matcher(keys.get(0)).matches()) {
      throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_MISSING);
    }
    return new IdempotencyKey(caller.client(), request.path(), keys.get(0), digest(body));
  }

  private static Buffer digest(byte[] body) {
    try {
      return Buffer.buffer(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
