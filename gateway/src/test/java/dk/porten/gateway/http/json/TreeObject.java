package dk.porten.gateway.http.json;

import dk.porten.core.fact.Truth;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an object of a request as {@link RequestObject} does, from a tree. */
public final class TreeObject {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final UUID NOBODY = new UUID(0, 0);
  private static final int DATE_LENGTH = 10;

  private final Map<String, TreeValue> unread;
  private final Place place;
  private final Faults faults;

  private TreeObject(Map<String, TreeValue> members, Place place, Faults faults) {
    this.unread = members;
    this.place = place;
    this.faults = faults;
  }

  /** Parses a body that is one object. */
  public static TreeObject parse(byte[] body, Faults faults) {
    return of(TreeParser.parse(body, faults), Place.ROOT, faults);
  }

  private static TreeObject of(TreeValue value, Place place, Faults faults) {
    if (value instanceof TreeValue.Members members) {
      return new TreeObject(members.values(), place, faults);
    }
    if (!(value instanceof TreeValue.Faulty)) {
      faults.add(place, FaultCode.WRONG_TYPE);
    }
    return new TreeObject(new HashMap<>(), place, new Faults());
  }

  /** Reports what was not asked for. */
  public void end() {
    unread.keySet().forEach(n -> faults.add(place.callersMember(n), FaultCode.UNKNOWN_FIELD));
  }

  /** Returns a text that must be there. */
  public String requiredText(String name, int maxCodePoints) {
    require(name);
    String text = text(name, maxCodePoints);
    return text == null ? "" : text;
  }

  /** Returns a text, or null if there is none. */
  public @Nullable String text(String name, int maxCodePoints) {
    return text(take(name), place.member(name), maxCodePoints);
  }

  /** Returns the texts of a list that must be there. */
  public List<String> requiredTexts(String name, int maxItems, int maxCodePoints) {
    var texts = new ArrayList<String>();
    List<TreeValue> items = items(name, maxItems);
    for (int i = 0; i < items.size(); i++) {
      String text = text(items.get(i), place.member(name).item(i), maxCodePoints);
      texts.add(text == null ? "" : text);
    }
    return texts;
  }

  /** Returns the objects of a list that must be there. */
  public List<TreeObject> requiredObjects(String name, int maxItems) {
    var objects = new ArrayList<TreeObject>();
    List<TreeValue> items = items(name, maxItems);
    for (int i = 0; i < items.size(); i++) {
      objects.add(of(items.get(i), place.member(name).item(i), faults));
    }
    return objects;
  }

  public boolean has(String name) {
    return unread.containsKey(name);
  }

  /** Returns an object that must be there. */
  public TreeObject requiredObject(String name) {
    require(name);
    TreeValue value = take(name);
    return value == null
        ? new TreeObject(new HashMap<>(), place, new Faults())
        : of(value, place.member(name), faults);
  }

  /** Returns what a text stands for, or null if it is missing or stands for nothing. */
  public <T> @Nullable T choice(String name, Map<String, T> choices) {
    TreeValue value = take(name);
    if (value == null) {
      return null;
    }
    T choice = value instanceof TreeValue.Text text ? choices.get(text.value()) : null;
    if (choice == null) {
      fault(name, value instanceof TreeValue.Text ? FaultCode.UNKNOWN_VALUE : FaultCode.WRONG_TYPE);
    }
    return choice;
  }

  /** Returns what a text stands for; that it is missing is a fault. */
  public <T> T requiredChoice(String name, Map<String, T> choices) {
    require(name);
    T choice = choice(name, choices);
    return choice == null ? choices.values().iterator().next() : choice;
  }

  /** Returns a truth value; unknown if there is none. */
  public Truth truth(String name) {
    TreeValue value = take(name);
    if (value instanceof TreeValue.Flag flag) {
      return Truth.of(flag.value());
    }
    if (value != null) {
      fault(name, FaultCode.WRONG_TYPE);
    }
    return Truth.UNKNOWN;
  }

  /** Returns a truth value that has a default. */
  public boolean flag(String name, boolean byDefault) {
    Truth truth = truth(name);
    return truth == Truth.UNKNOWN ? byDefault : truth == Truth.TRUE;
  }

  /** Returns a whole number, or null if there is none. */
  public @Nullable Integer integer(String name, int least, int most) {
    TreeValue value = take(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof TreeValue.Whole whole)) {
      fault(name, FaultCode.WRONG_TYPE);
      return null;
    }
    if (whole.value() < least || whole.value() > most) {
      fault(name, FaultCode.OUT_OF_RANGE);
      return null;
    }
    return (int) whole.value();
  }

  /** Returns a date, or null if there is none. */
  public @Nullable LocalDate date(String name, LocalDate first, LocalDate last) {
    String text = text(name, Integer.MAX_VALUE);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == DATE_LENGTH) {
        LocalDate date = LocalDate.parse(text);
        if (date.isBefore(first) || date.isAfter(last)) {
          fault(name, FaultCode.OUT_OF_RANGE);
        }
        return date;
      }
    } catch (DateTimeParseException notADate) {
      // its message holds the text; the fault does not
    }
    fault(name, FaultCode.NOT_A_DATE);
    return null;
  }

  /** Returns the UUID of a person, or null if there is none. */
  public @Nullable UUID person(String name) {
    String text = text(name, Integer.MAX_VALUE);
    if (text == null) {
      return null;
    }
    if (UUID_FORM.matcher(text).matches()) {
      if (text.matches("[0-]*|[fF-]*")) {
        fault(name, FaultCode.PLACEHOLDER);
      }
      return UUID.fromString(text);
    }
    fault(name, FaultCode.NOT_A_UUID);
    return null;
  }

  /** Returns the UUID of a person that must be there. */
  public UUID requiredPerson(String name) {
    require(name);
    UUID uuid = person(name);
    return uuid == null ? NOBODY : uuid;
  }

  /** Reports a fault at a member. */
  public void fault(String name, FaultCode code) {
    faults.add(place.member(name), code);
  }

  private void require(String name) {
    if (!has(name)) {
      fault(name, FaultCode.MISSING);
    }
  }

  private @Nullable TreeValue take(String name) {
    TreeValue value = unread.remove(name);
    return value instanceof TreeValue.Faulty ? null : value;
  }

  private List<TreeValue> items(String name, int maxItems) {
    require(name);
    TreeValue value = take(name);
    if (!(value instanceof TreeValue.Items items)) {
      if (value != null) {
        fault(name, FaultCode.WRONG_TYPE);
      }
      return List.of();
    }
    if (items.values().size() > maxItems) {
      fault(name, FaultCode.TOO_MANY);
      return items.values().subList(0, maxItems);
    }
    return items.values();
  }

  private @Nullable String text(@Nullable TreeValue value, Place place, int maxCodePoints) {
    if (value instanceof TreeValue.Text text) {
      String found = text.value();
      if (found.codePointCount(0, found.length()) > maxCodePoints) {
        faults.add(place, FaultCode.TOO_LONG);
      }
      return found;
    }
    if (value != null && !(value instanceof TreeValue.Faulty)) {
      faults.add(place, FaultCode.WRONG_TYPE);
    }
    return null;
  }
}
