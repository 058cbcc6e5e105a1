package dk.porten.core.pack;

import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentFact;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.DocumentRules.IncomeYear;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pack demands of a single document (D1–D8), compiled for one list of classes: the citizen's
 * or the witness's. Immutable; any thread may call.
 */
public final class DocumentCriteria {

  private static final int BENEFIT_MONTHS = 3;

  private final AcceptanceTable table;
  private final boolean nameJudged;

  /** By ordinal of the {@link DocumentType}; null where the year is not judged. */
  private final @Nullable IncomeYear[] years =
      new @Nullable IncomeYear[DocumentType.values().length];

  /**
   * @param rules what the pack judges of a document's name and year; null judges neither
   * @param classes the list that the document must be on
   */
  public DocumentCriteria(@Nullable DocumentRules rules, List<DocumentClass> classes) {
    table = new AcceptanceTable(classes);
    nameJudged = rules != null && rules.nameJudged();
    if (rules != null) {
      rules.years().forEach((type, year) -> years[type.ordinal()] = year);
    }
  }

  /** Returns the compiled list of classes. */
  public AcceptanceTable table() {
    return table;
  }

  /** Judges documents as they are on a day at a venue. */
  public Standing[] judge(List<Document> documents, LocalDate on, Venue venue) {
    var standings = new Standing[documents.size()];
    for (int i = 0; i < standings.length; i++) {
      standings[i] = judge(documents.get(i), on, venue);
    }
    return standings;
  }

  private Standing judge(Document document, LocalDate on, Venue venue) {
    long classes = table.classesOf(document, venue);
    int codes = classes == 0 ? whyNotTaken(document, venue).bit() : 0;
    int unknown = 0;
    LocalDate firstDay = LocalDate.MIN;
    LocalDate lastDay = LocalDate.MAX;

    LocalDate expiresOn = document.expiresOn();
    if (expiresOn != null) {
      lastDay = expiresOn;
      codes |= on.isAfter(expiresOn) ? ReasonCode.EXPIRED.bit() : 0;
    } else if (document.type().hasExpiryDate() && !document.noExpiryDate()) {
      unknown |= DocumentFact.EXPIRES_ON.bit();
    }

    codes |= document.temporary() ? ReasonCode.TEMPORARY.bit() : 0;

    if (document.type() == DocumentType.PUBLIC_BENEFIT_DOCUMENTATION) {
      LocalDate issuedOn = document.issuedOn();
      if (issuedOn == null) {
        unknown |= DocumentFact.ISSUED_ON.bit();
      } else {
        LocalDate lastFreshDay = lastFreshDay(issuedOn);
        firstDay = issuedOn;
        lastDay = earlier(lastDay, lastFreshDay);
        codes |= on.isBefore(issuedOn) ? ReasonCode.NOT_YET_ISSUED.bit() : 0;
        codes |= on.isAfter(lastFreshDay) ? ReasonCode.TOO_OLD.bit() : 0;
      }
    }

    IncomeYear required = years[document.type().ordinal()];
    if (required != null) {
      Integer year = document.year();
      if (year == null) {
        unknown |= DocumentFact.YEAR.bit();
      } else {
        int yearOfUse = year - required.offset();
        firstDay = LocalDate.of(yearOfUse, 1, 1);
        lastDay = earlier(lastDay, LocalDate.of(yearOfUse, 12, 31));
        codes |= on.getYear() != yearOfUse ? ReasonCode.WRONG_YEAR.bit() : 0;
      }
    }

    if (nameJudged) {
      codes |= document.nameMatchesCpr() == Truth.FALSE ? ReasonCode.NAME_DIFFERS.bit() : 0;
      unknown |=
          document.nameMatchesCpr() == Truth.UNKNOWN ? DocumentFact.NAME_MATCHES_CPR.bit() : 0;
    }
    return new Standing(
        classes,
        table.cprNumberRequired(),
        document.cprNumberShown(),
        codes,
        unknown,
        firstDay,
        lastDay);
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

  /**
   * Returns the last day of which three months before are not after the day of issue (D3). Months
   * are clamped at their end, so a paper of a month's last day lasts to the end of a month.
   */
  private static LocalDate lastFreshDay(LocalDate issuedOn) {
    LocalDate day = issuedOn.plusMonths(BENEFIT_MONTHS);
    boolean isEndOfMonth = issuedOn.getDayOfMonth() == issuedOn.lengthOfMonth();
    return isEndOfMonth ? day.withDayOfMonth(day.lengthOfMonth()) : day;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
