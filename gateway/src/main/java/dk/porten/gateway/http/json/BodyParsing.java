package dk.porten.gateway.http.json;

import java.util.function.BooleanSupplier;

/** The parsing of a body that is so large that it is done a little at a time. */
public final class BodyParsing {

  private final JsonParser parser;
  private final Faults faults;

  /** Takes a body, which is not to be used any more. */
  public BodyParsing(byte[] body, Faults faults) {
    this.parser = new JsonParser(body, faults);
    this.faults = faults;
  }

  /** Goes on; returns whether the body is parsed. */
  public boolean goOn(BooleanSupplier isTimeOver) {
    return parser.goOn(isTimeOver);
  }

  /** Returns how many bytes are held for what was parsed, the body aside. */
  public int heldBytes() {
    return parser.tape().rowBytes();
  }

  /** Returns the object that the body is. */
  public RequestObject object() {
    return RequestObject.of(parser.tape(), faults);
  }
}
