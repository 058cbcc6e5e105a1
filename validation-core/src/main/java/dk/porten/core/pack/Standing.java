package dk.porten.core.pack;

import dk.porten.core.fact.DocumentFact;
import dk.porten.core.fact.Truth;
import java.util.ArrayList;
import java.util.List;

/**
 * How one document stands on a day at a venue (D1–D8).
 *
 * @param classes the classes that take it, whether or not it is valid and shows the CPR number
 * @param cprNumberRequired those of the pack's classes that take it only if it shows the number
 * @param codes a bit for each {@link ReasonCode} that speaks against it, by ordinal
 * @param unknownFacts a {@link DocumentFact#bit} for each fact on which its validity hangs
 */
public record Standing(
    long classes, long cprNumberRequired, Truth cprNumberShown, int codes, int unknownFacts) {

  private static final ReasonCode[] CODES = ReasonCode.values();

  /** Returns the classes that the document is in for certain. */
  public long certainClasses() {
    return codes == 0 && unknownFacts == 0 ? classesIf(cprNumberShown == Truth.TRUE) : 0;
  }

  /** Returns the classes that the document is in if every unknown fact is favourable. */
  public long possibleClasses() {
    return codes == 0 ? classesIf(cprNumberShown != Truth.FALSE) : 0;
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

  /** Returns what speaks against the document, D1–D5 first. */
  public List<ReasonCode> reasonCodes() {
    var found = new ArrayList<ReasonCode>(Integer.bitCount(codes));
    for (int rest = codes; rest != 0; rest &= rest - 1) {
      found.add(CODES[Integer.numberOfTrailingZeros(rest)]);
    }
    return found;
  }
}
