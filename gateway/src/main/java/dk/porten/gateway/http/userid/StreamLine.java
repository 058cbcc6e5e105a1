package dk.porten.gateway.http.userid;

import io.vertx.core.buffer.Buffer;

/** A line of a stream, without its ending. */
sealed interface StreamLine {

  /** Returns which one it is, from 1; blank ones count. */
  long number();

  /** It is held whole. */
  record Whole(long number, Buffer bytes) implements StreamLine {

    /** Returns nothing of the line: it is the citizen's. */
    @Override
    public String toString() {
      return "Whole[number=" + number + "]";
    }
  }

  /** It was longer than a line may be, and is gone. */
  record TooLong(long number) implements StreamLine {}
}
