package dk.porten.gateway.http;

import java.util.List;
import java.util.Map;

/** A value of a request's body, as JSON has it. */
sealed interface JsonValue {

  record Text(String value) implements JsonValue {}

  /** A whole number that fits a long; every other number is {@link Other}. */
  record Whole(long value) implements JsonValue {}

  record Flag(boolean value) implements JsonValue {}

  record Items(List<JsonValue> values) implements JsonValue {}

  /** Members in order; the reader takes them out one by one. */
  record Members(Map<String, JsonValue> values) implements JsonValue {}

  /** Null, a fraction, or a number beyond all bounds: of no type that a member takes. */
  record Other() implements JsonValue {}

  /** What is wrong in itself and has been reported. */
  record Faulty() implements JsonValue {}
}
