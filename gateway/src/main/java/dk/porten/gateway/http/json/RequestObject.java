package dk.porten.gateway.http.json;

import static dk.porten.gateway.http.json.JsonTape.NONE;

import dk.porten.core.fact.Truth;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An object of a request, read member by member. What is wrong becomes a fault and a stand-in
 * value, so that reading goes on and finds the other faults too. Each object is read once, and
 * {@link #end} reports the members that nobody asked for.
 */
public final class RequestObject {

  private final JsonTape tape;
  private final int object;
  private final Place place;
  private final Faults faults;
  private int unread;

  /** Where the last member was found: the next one that is read usually comes right after it. */
  private int likely;

  private RequestObject(JsonTape tape, int object, int unread, Place place, Faults faults) {
    this.tape = tape;
    this.object = object;
    this.unread = unread;
    this.likely = tape.first(object);
    this.place = place;
    this.faults = faults;
  }

  /**
   * Parses a body that is one object.
   *
   * @param body is not to be used any more
   */
  public static RequestObject parse(byte[] body, Faults faults) {
    return of(JsonParser.parse(body, faults), faults);
  }

  static RequestObject of(JsonTape tape, Faults faults) {
    return of(tape, tape.root(), Place.ROOT, faults);
  }

  private static RequestObject of(JsonTape tape, int value, Place place, Faults faults) {
    if (tape.kind(value) == JsonTape.OBJECT) {
      return new RequestObject(tape, value, tape.size(value), place, faults);
    }
    if (tape.kind(value) != JsonTape.FAULTY) {
      faults.add(place, FaultCode.WRONG_TYPE);
    }
    return nothing(tape, value, place);
  }

  /** Returns a stand-in whose faults are not reported. */
  private static RequestObject nothing(JsonTape tape, int value, Place place) {
    return new RequestObject(tape, value, 0, place, new Faults());
  }

  /** Reports the members that nobody has read. */
  public void end() {
    int end = unread == 0 ? tape.first(object) : tape.next(object);
    for (int i = tape.first(object); i != end && !faults.isFull(); i = tape.next(i)) {
      if (!tape.isHidden(i)) {
        faults.add(place.callersMember(tape.name(i)), FaultCode.UNKNOWN_FIELD);
      }
    }
  }

  /** Returns a text that must be there. */
  public String requiredText(String name, int maxCodePoints) {
    require(name);
    String text = text(name, maxCodePoints);
    return text == null ? "" : text;
  }

  /** Returns a text, or null if there is none. */
  public @Nullable String text(String name, int maxCodePoints) {
    int value = take(name);
    if (value == NONE) {
      return null;
    }
    FaultCode fault = textFault(value, maxCodePoints);
    if (fault != null) {
      fault(name, fault);
    }
    return tape.text(value);
  }

  /** Returns the texts of a list that must be there, made each time that they are asked for. */
  public List<String> requiredTexts(String name, int maxItems, int maxCodePoints) {
    int[] items = items(name, maxItems);
    for (int i = 0; i < items.length; i++) {
      FaultCode fault = textFault(items[i], maxCodePoints);
      if (fault != null) {
        faults.add(place.member(name).item(i), fault);
      }
    }
    return tape.texts(items);
  }

  /** Returns the objects of a list that must be there. */
  public List<RequestObject> requiredObjects(String name, int maxItems) {
    var objects = new ArrayList<RequestObject>();
    int[] items = items(name, maxItems);
    for (int i = 0; i < items.length; i++) {
      objects.add(of(tape, items[i], place.member(name).item(i), faults));
    }
    return objects;
  }

  /** Says whether a member is there that was not read yet. */
  public boolean has(String name) {
    return find(name) != NONE;
  }

  /** Returns an object that must be there. */
  public RequestObject requiredObject(String name) {
    require(name);
    int value = take(name);
    return value == NONE
        ? nothing(tape, object, place)
        : of(tape, value, place.member(name), faults);
  }

  /** Returns what a text stands for, or null if it is missing or stands for nothing. */
  public <T> @Nullable T choice(String name, Codes<T> choices) {
    int value = takeText(name);
    if (value == NONE) {
      return null;
    }
    T choice = tape.choice(value, choices);
    if (choice == null) {
      fault(name, FaultCode.UNKNOWN_VALUE);
    }
    return choice;
  }

  /** Returns what a text stands for; that it is missing is a fault. */
  public <T> T requiredChoice(String name, Codes<T> choices) {
    require(name);
    T choice = choice(name, choices);
    return choice == null ? choices.first() : choice;
  }

  /** Returns a truth value; unknown if there is none. */
  public Truth truth(String name) {
    int value = take(name);
    if (value == NONE) {
      return Truth.UNKNOWN;
    }
    int kind = tape.kind(value);
    if (kind == JsonTape.TRUE || kind == JsonTape.FALSE) {
      return Truth.of(kind == JsonTape.TRUE);
    }
    fault(name, FaultCode.WRONG_TYPE);
    return Truth.UNKNOWN;
  }

  /** Returns a truth value that has a default. */
  public boolean flag(String name, boolean byDefault) {
    Truth truth = truth(name);
    return truth == Truth.UNKNOWN ? byDefault : truth == Truth.TRUE;
  }

  /** Returns a whole number, or null if there is none. */
  public @Nullable Integer integer(String name, int least, int most) {
    int value = take(name);
    if (value == NONE) {
      return null;
    }
    Long number = tape.whole(value);
    if (number == null) {
      fault(name, FaultCode.WRONG_TYPE);
      return null;
    }
    if (number < least || number > most) {
      fault(name, FaultCode.OUT_OF_RANGE);
      return null;
    }
    return number.intValue();
  }

  /** Returns a date, or null if there is none. */
  public @Nullable LocalDate date(String name, LocalDate first, LocalDate last) {
    int value = takeText(name);
    if (value == NONE) {
      return null;
    }
    LocalDate date = tape.date(value);
    if (date == null) {
      fault(name, FaultCode.NOT_A_DATE);
    } else if (date.isBefore(first) || date.isAfter(last)) {
      fault(name, FaultCode.OUT_OF_RANGE);
    }
    return date;
  }

  /** Returns a UUID, or null if there is none. */
  public @Nullable UUID uuid(String name) {
    int value = takeText(name);
    if (value == NONE) {
      return null;
    }
    UUID uuid = tape.uuid(value);
    if (uuid == null) {
      fault(name, FaultCode.NOT_A_UUID);
    }
    return uuid;
  }

  /** Reports a fault at a member. */
  public void fault(String name, FaultCode code) {
    faults.add(place.member(name), code);
  }

  /** Reports that a member is missing, if it is. */
  public void require(String name) {
    if (!has(name)) {
      fault(name, FaultCode.MISSING);
    }
  }

  private int find(String name) {
    if (unread == 0) {
      return NONE;
    }
    int member = likely;
    do {
      if (tape.isNamed(member, name)) {
        likely = member;
        return member;
      }
      member = tape.next(member);
      if (member == tape.next(object)) {
        member = tape.first(object);
      }
    } while (member != likely);
    return NONE;
  }

  /** Finds a value and hides it from later calls; none if it is faulty, which has been reported. */
  private int take(String name) {
    int value = find(name);
    if (value == NONE) {
      return NONE;
    }
    tape.hide(value);
    unread--;
    return tape.kind(value) == JsonTape.FAULTY ? NONE : value;
  }

  private int takeText(String name) {
    int value = take(name);
    if (value != NONE && tape.kind(value) != JsonTape.TEXT) {
      fault(name, FaultCode.WRONG_TYPE);
      return NONE;
    }
    return value;
  }

  /** Returns the items of a list that must be there, as many as there may be. */
  private int[] items(String name, int maxItems) {
    require(name);
    int list = take(name);
    if (list == NONE) {
      return new int[0];
    }
    if (tape.kind(list) != JsonTape.ARRAY) {
      fault(name, FaultCode.WRONG_TYPE);
      return new int[0];
    }
    if (tape.size(list) > maxItems) {
      fault(name, FaultCode.TOO_MANY);
    }
    var items = new int[Math.min(tape.size(list), maxItems)];
    int item = tape.first(list);
    for (int i = 0; i < items.length; i++) {
      items[i] = item;
      item = tape.next(item);
    }
    return items;
  }

  private @Nullable FaultCode textFault(int value, int maxCodePoints) {
    return switch (tape.kind(value)) {
      case JsonTape.TEXT -> tape.isLongerThan(value, maxCodePoints) ? FaultCode.TOO_LONG : null;
      case JsonTape.FAULTY -> null;
      default -> FaultCode.WRONG_TYPE;
    };
  }
}
