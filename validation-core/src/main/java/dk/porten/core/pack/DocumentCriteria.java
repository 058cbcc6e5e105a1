package dk.porten.core.pack;

import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentFact;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.DocumentRules.IncomeYear;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a pack demands of a single document (D1–D8), compiled for one list of classes: the citizen's
 * or the witness's. Immutable; any thread may call.
 */
public final class DocumentCriteria {

  private static final int BENEFIT_MONTHS = 3;

  private final AcceptanceTable table;
  private final boolean nameJudged;
  private final Map<DocumentType, IncomeYear> years;

  /**
   * @param rules what the pack judges of a document's name and year; null judges neither
   * @param classes the list that the document must be on
   */
  public DocumentCriteria(@Nullable DocumentRules rules, List<DocumentClass> classes) {
    table = new AcceptanceTable(classes);
    nameJudged = rules != null && rules.nameJudged();
    years = new EnumMap<>(DocumentType.class);
    if (rules != null) {
      years.putAll(rules.years());
    }
  }

  /** Returns the compiled list of classes. */
  public AcceptanceTable table() {
    return table;
  }

  /** Judges a document as it is on a day at a venue. */
  public Standing judge(Document document, LocalDate on, Venue venue) {
    long classes = table.classesOf(document, venue);
    int codes = classes == 0 ? bit(whyNotTaken(document, venue)) : 0;
    int unknown = 0;

    LocalDate expiresOn = document.expiresOn();
    if (expiresOn != null) {
      codes |= on.isAfter(expiresOn) ? bit(ReasonCode.EXPIRED) : 0;
    } else if (document.type().hasExpiryDate() && !document.noExpiryDate()) {
      unknown |= DocumentFact.EXPIRES_ON.bit();
    }

    codes |= document.temporary() ? bit(ReasonCode.TEMPORARY) : 0;

    if (document.type() == DocumentType.PUBLIC_BENEFIT_DOCUMENTATION) {
      LocalDate issuedOn = document.issuedOn();
      if (issuedOn == null) {
        unknown |= DocumentFact.ISSUED_ON.bit();
      } else if (issuedOn.isAfter(on)) {
        codes |= bit(ReasonCode.NOT_YET_ISSUED);
      } else if (isTooOld(issuedOn, on)) {
        codes |= bit(ReasonCode.TOO_OLD);
      }
    }

    IncomeYear required = years.get(document.type());
    if (required != null) {
      Integer year = document.year();
      if (year == null) {
        unknown |= DocumentFact.YEAR.bit();
      } else if (year != on.getYear() + required.offset()) {
        codes |= bit(ReasonCode.WRONG_YEAR);
      }
    }

    if (nameJudged) {
      codes |= document.nameMatchesCpr() == Truth.FALSE ? bit(ReasonCode.NAME_DIFFERS) : 0;
      unknown |=
          document.nameMatchesCpr() == Truth.UNKNOWN ? DocumentFact.NAME_MATCHES_CPR.bit() : 0;
    }
    return new Standing(
        classes, table.cprNumberRequired(), document.cprNumberShown(), codes, unknown);
  }

  /**
   * Names every day on which the judgement of a document may differ from that of the day before.
   */
  public void changes(Document document, Consumer<LocalDate> days) {
    if (document.expiresOn() != null) {
      days.accept(document.expiresOn().plusDays(1));
    }
    if (document.type() == DocumentType.PUBLIC_BENEFIT_DOCUMENTATION
        && document.issuedOn() != null) {
      days.accept(document.issuedOn());
      days.accept(firstDayTooOld(document.issuedOn()));
    }
    IncomeYear required = years.get(document.type());
    if (required != null && document.year() != null) {
      LocalDate first = LocalDate.of(document.year() - required.offset(), 1, 1);
      days.accept(first);
      days.accept(first.plusYears(1));
    }
  }

  private ReasonCode whyNotTaken(Document document, Venue venue) {
    long taking = table.taking(document.type(), document.issuer(), document.form());
    if (taking == 0) {
      boolean onlyTheFormIsWrong =
          document.form() == DocumentForm.APP
              && table.taking(document.type(), document.issuer(), DocumentForm.PHYSICAL) != 0;
      return onlyTheFormIsWrong ? ReasonCode.APP_NOT_ACCEPTED : ReasonCode.NOT_ACCEPTED;
    }
    return (taking & table.classesAt(venue)) == 0
        ? ReasonCode.ACCEPTED_ELSEWHERE
        : ReasonCode.PHOTO_MISSING;
  }

  private static boolean isTooOld(LocalDate issuedOn, LocalDate on) {
    return on.minusMonths(BENEFIT_MONTHS).isAfter(issuedOn);
  }

  /** Months are clamped at their end, so the day is found by looking: four steps at most. */
  private static LocalDate firstDayTooOld(LocalDate issuedOn) {
    LocalDate day = issuedOn.plusMonths(BENEFIT_MONTHS);
    while (!isTooOld(issuedOn, day)) {
      day = day.plusDays(1);
    }
    return day;
  }

  private static int bit(ReasonCode code) {
    return 1 << code.ordinal();
  }
}
