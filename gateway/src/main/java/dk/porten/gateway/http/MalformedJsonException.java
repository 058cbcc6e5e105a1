package dk.porten.gateway.http;

/** Says that bytes are no JSON text; has neither message nor stack. */
final class MalformedJsonException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MalformedJsonException() {
    super(null, null, false, false);
  }
}
