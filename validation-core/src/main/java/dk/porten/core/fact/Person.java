package dk.porten.core.fact;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** A person by the id that the recording authority knows them by, and as the database does. */
public record Person(UUID id, PersonHash hash) {

  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /**
   * Says whether a UUID is nobody's: the nil or the max one (RFC 9562, 5.9 and 5.10), which stand
   * where an id was forgotten. As a person's id it would make all who were forgotten one person.
   */
  public static boolean isNobody(UUID id) {
    long half = id.getMostSignificantBits();
    return half == id.getLeastSignificantBits() && (half == 0 || half == -1);
  }

  /** Finds the person's id that a text is, in letters of either case. */
  public static Optional<UUID> findId(String text) {
    return ID.matcher(text).matches()
        ? Optional.of(UUID.fromString(text)).filter(id -> !isNobody(id))
        : Optional.empty();
  }

  /** Returns nothing of the person. */
  @Override
  public String toString() {
    return "Person";
  }
}
