package dk.porten.core.pack;

import dk.porten.core.fact.DocumentFact;
import dk.porten.core.fact.Truth;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one document stands at a venue (D1–D8): what speaks against it on the day that is judged, and
 * on which days nothing does.
 *
 * @param classes the classes that take it, whether or not it is valid and shows the CPR number
 * @param cprNumberRequired those of the pack's classes that take it only if it shows the number
 * @param codes a {@link ReasonCode#bit} for each code that speaks against it
 * @param unknownFacts a {@link DocumentFact#bit} for each fact on which its validity hangs
 * @param firstDay the first day of those by D3 and D4; {@link LocalDate#MIN} if there is none
 * @param lastDay the last day of those by D1, D3 and D4; {@link LocalDate#MAX} if there is none
 */
public record Standing(
    long classes,
    long cprNumberRequired,
    Truth cprNumberShown,
    int codes,
    int unknownFacts,
    LocalDate firstDay,
    LocalDate lastDay) {

  private static final ReasonCode[] CODES = ReasonCode.values();
  private static final int CODES_OF_A_DAY =
      ReasonCode.EXPIRED.bit()
          | ReasonCode.TOO_OLD.bit()
          | ReasonCode.NOT_YET_ISSUED.bit()
          | ReasonCode.WRONG_YEAR.bit();

  /** Returns the first day after one on which days of some document begin; null if none do. */
  public static @Nullable LocalDate nextFirstDay(Standing[] standings, LocalDate after) {
    LocalDate next = null;
    for (Standing standing : standings) {
      LocalDate first = standing.firstDay;
      if (first.isAfter(after) && (next == null || first.isBefore(next))) {
        next = first;
      }
    }
    return next;
  }

  /** Says whether nothing speaks against the document but, on some days, the day. */
  public boolean isSound() {
    return (codes & ~CODES_OF_A_DAY) == 0;
  }

  /** Says whether nothing speaks against the document on a day. */
  public boolean isSoundOn(LocalDate day) {
    return isSound() && !day.isBefore(firstDay) && !day.isAfter(lastDay);
  }

  /** Returns the classes that the document is in for certain on a day. */
  public long certainClasses(LocalDate day) {
    return unknownFacts == 0 && isSoundOn(day) ? classesIf(cprNumberShown == Truth.TRUE) : 0;
  }

  /** Returns the classes that it is in on a day if every unknown fact is favourable. */
  public long possibleClasses(LocalDate day) {
    return isSoundOn(day) ? classesIf(cprNumberShown != Truth.FALSE) : 0;
  }

  /** Returns the classes of a valid document which shows the CPR number, or does not. */
  public long classesIf(boolean cprNumberIsShown) {
    return cprNumberIsShown ? classes : classes & ~cprNumberRequired;
  }

  /** Returns bits of the unknown facts that decide whether the document is in any class. */
  public int decisiveFacts() {
    boolean needsCprNumber = cprNumberShown == Truth.UNKNOWN && classesIf(false) == 0;
    return needsCprNumber ? unknownFacts | DocumentFact.CPR_NUMBER_SHOWN.bit() : unknownFacts;
  }

  /** Names each code that speaks against the document, D1–D5 first. */
  public void forEachCode(Consumer<ReasonCode> action) {
    for (int rest = codes; rest != 0; rest &= rest - 1) {
      action.accept(CODES[Integer.numberOfTrailingZeros(rest)]);
    }
  }
}
