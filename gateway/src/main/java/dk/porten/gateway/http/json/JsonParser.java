package dk.porten.gateway.http.json;

import static dk.porten.gateway.http.json.JsonTape.NONE;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Parses a body strictly: exactly one JSON text, in UTF-8, nested at most {@link #MAX_DEPTH}, each
 * key once, no lone surrogates. One parser reads one body, in one pass (docs/decisions/0008).
 */
final class JsonParser {

  /** How deep objects and lists may stand in each other. */
  static final int MAX_DEPTH = 16;

  /** Up to so many members a name is looked for among the others one by one. */
  private static final int FEW_MEMBERS = 16;

  private static final int VALUES_BETWEEN_LOOKS = 64;

  private final JsonScanner text;
  private final JsonTape tape;
  private final Faults faults;
  private @Nullable Map<Integer, Set<String>> manyNames;

  /** The innermost object or list that has not ended, and how many there are. */
  private int open = NONE;

  private int depth;

  private int nameStart = NONE;
  private int nameEnd;

  JsonParser(byte[] body, Faults faults) {
    this.text = new JsonScanner(body);
    this.tape = new JsonTape(body);
    this.faults = faults;
  }

  /**
   * Parses a body.
   *
   * @param body is the tape's from now on, and changed where it has escapes
   * @throws MalformedJsonException if it is no JSON text; lesser faults go to {@code faults}
   */
  static JsonTape parse(byte[] body, Faults faults) {
    var parser = new JsonParser(body, faults);
    parser.goOn(() -> false);
    return parser.tape;
  }

  /** Goes on parsing; returns whether the body is parsed. Fails as {@link #parse}. */
  boolean goOn(BooleanSupplier isTimeOver) {
    int values = 0;
    do {
      if (++values % VALUES_BETWEEN_LOOKS == 0 && isTimeOver.getAsBoolean()) {
        return false;
      }
      if (open != NONE && tape.kind(open) == JsonTape.OBJECT) {
        name();
      }
      value();
    } while (open != NONE);
    text.finish();
    return true;
  }

  /** Returns what has been parsed. */
  JsonTape tape() {
    return tape;
  }

  private void name() {
    if (text.token() != '"') {
      throw JsonScanner.malformed();
    }
    text.text();
    nameStart = text.isText() ? text.start() : NONE;
    nameEnd = text.end();
    if (text.token() != ':') {
      throw JsonScanner.malformed();
    }
  }

  /** Reads a value, or the beginning of one that holds others. */
  private void value() {
    switch (text.token()) {
      case '"' -> {
        text.text();
        add(text.isText() ? JsonTape.TEXT : JsonTape.FAULTY);
      }
      case '{' -> open(JsonTape.OBJECT, '}');
      case '[' -> open(JsonTape.ARRAY, ']');
      case 't' -> literal("true", JsonTape.TRUE);
      case 'f' -> literal("false", JsonTape.FALSE);
      case 'n' -> literal("null", JsonTape.OTHER);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
          add(text.number() ? JsonTape.WHOLE : JsonTape.OTHER);
      default -> throw JsonScanner.malformed();
    }
  }

  private void literal(String letters, int kind) {
    text.literal(letters);
    add(kind);
  }

  private void add(int kind) {
    int value = tape.add(kind, nameStart, nameEnd, text.start(), text.end());
    if (kind == JsonTape.FAULTY) {
      fault(value, FaultCode.NOT_TEXT);
    }
    count(value);
    goOn();
  }

  private void open(int kind, char end) {
    open = tape.open(kind, nameStart, nameEnd, open);
    nameStart = NONE;
    depth++;
    if (text.token() == end) {
      close();
      goOn();
    } else {
      text.back();
    }
  }

  /** Takes what comes after a value: a comma, or the ends of all that it ends. */
  private void goOn() {
    nameStart = NONE;
    while (open != NONE) {
      byte next = text.token();
      if (next == ',') {
        return;
      }
      if (next != (tape.kind(open) == JsonTape.OBJECT ? '}' : ']')) {
        throw JsonScanner.malformed();
      }
      close();
    }
  }

  private void close() {
    int value = open;
    open = tape.outer(value);
    boolean isTooDeep = depth > MAX_DEPTH;
    depth--;
    tape.close(value, isTooDeep ? JsonTape.FAULTY : tape.kind(value));
    if (isTooDeep) {
      fault(value, FaultCode.TOO_DEEP);
    }
    count(value);
  }

  /** Counts a value that is whole among those it stands with, if its name is good. */
  private void count(int value) {
    if (open == NONE || depth > MAX_DEPTH) {
      return;
    }
    // When no further fault can be kept, the request is refused anyway.
    if (tape.kind(open) == JsonTape.OBJECT && !faults.isFull()) {
      if (tape.isHidden(value)) {
        faults.add(placeOf(open), FaultCode.NOT_TEXT);
        return;
      }
      if (isRepeated(value)) {
        fault(value, FaultCode.DUPLICATE_KEY);
        tape.hide(value);
        return;
      }
    }
    tape.count(open);
  }

  private boolean isRepeated(int value) {
    if (tape.size(open) >= FEW_MEMBERS) {
      if (manyNames == null) {
        manyNames = new HashMap<>();
      }
      return !manyNames.computeIfAbsent(open, object -> namesBefore(value)).add(tape.name(value));
    }
    for (int other = tape.first(open); other != value; other = tape.next(other)) {
      if (tape.isNamedAs(other, value)) {
        return true;
      }
    }
    return false;
  }

  private Set<String> namesBefore(int value) {
    var names = new HashSet<String>();
    for (int other = tape.first(open); other != value; other = tape.next(other)) {
      if (!tape.isHidden(other)) {
        names.add(tape.name(other));
      }
    }
    return names;
  }

  /** Reports a fault of a value in the innermost open object or list, unless that is too deep. */
  private void fault(int value, FaultCode code) {
    if (depth <= MAX_DEPTH && !faults.isFull()) {
      faults.add(placeIn(open, value), code);
    }
  }

  private Place placeOf(int container) {
    return placeIn(tape.outer(container), container);
  }

  private Place placeIn(int container, int value) {
    if (container == NONE) {
      return Place.ROOT;
    }
    Place place = placeOf(container);
    if (tape.kind(container) == JsonTape.ARRAY) {
      return place.item(tape.size(container));
    }
    return tape.isHidden(value) ? place : place.callersMember(tape.name(value));
  }
}
