package dk.porten.gateway.history;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What a client learned about a request of its own. */
sealed interface Outcome {

  /**
   * A whole answer came.
   *
   * @param body one character a byte, so that equal means equal to the byte
   * @param replayed whether it said that it is the answer to an earlier try
   */
  record Answered(int status, String body, boolean replayed) implements Outcome {

    /** Returns the body as JSON; empty if it is none. */
    JsonObject json() {
      try {
        return body.isEmpty() ? new JsonObject() : new JsonObject(body);
      } catch (DecodeException notJson) {
        return new JsonObject();
      }
    }

    /** Returns a member of the body; empty if it is missing or no text. */
    String text(String member) {
      return json().getValue(member) instanceof String text ? text : "";
    }

    /** Returns whether it is the problem of this code. */
    boolean isProblem(String code) {
      return text("type").equals("/problems/" + code);
    }
  }

  /** Time ran out or the connection was cut: it may have taken effect, and may do so yet. */
  record Unknown(String why) implements Outcome {}

  /** No connection was made: it has no effect. */
  record NotSent() implements Outcome {}
}
