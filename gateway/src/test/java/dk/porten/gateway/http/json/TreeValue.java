package dk.porten.gateway.http.json;

import java.util.List;
import java.util.Map;

/** A value in a tree of objects, as JSON has it. */
sealed interface TreeValue {

  record Text(String value) implements TreeValue {}

  /** A whole number that fits a long; every other number is {@link Other}. */
  record Whole(long value) implements TreeValue {}

  record Flag(boolean value) implements TreeValue {}

  record Items(List<TreeValue> values) implements TreeValue {}

  /** Members in order; the reader takes them out one by one. */
  record Members(Map<String, TreeValue> values) implements TreeValue {}

  /** Null, a fraction, or a number beyond all bounds: of no type that a member takes. */
  record Other() implements TreeValue {}

  /** What is wrong in itself and has been reported. */
  record Faulty() implements TreeValue {}
}
