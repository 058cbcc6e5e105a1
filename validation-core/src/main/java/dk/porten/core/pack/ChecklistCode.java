package dk.porten.core.pack;

import dk.porten.core.fact.Truth;
import java.util.List;
import java.util.Locale;

/** A point of a visit's checklist (V4), in the order in which they are read out. */
public enum ChecklistCode {
  DOCUMENTS,
  IDENTITY,
  WITNESS_RECOMMENDED,
  WITNESS_BRINGS_MITID,
  USER_ID,
  APPOINTMENT;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the code in answers. */
  public String code() {
    return code;
  }

  /** Returns what can be said of it; of what is only to be remembered nobody knows. */
  List<Truth> states() {
    return switch (this) {
      case DOCUMENTS, IDENTITY, WITNESS_RECOMMENDED, USER_ID -> List.of(Truth.values());
      case WITNESS_BRINGS_MITID, APPOINTMENT -> List.of(Truth.UNKNOWN);
    };
  }
}
