package dk.porten.gateway.http.json;

/** Says that bytes are no JSON text; has neither message nor stack. */
public final class MalformedJsonException extends RuntimeException {

  private static final long serialVersionUID = 1;

  MalformedJsonException() {
    super(null, null, false, false);
  }
}
