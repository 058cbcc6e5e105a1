package dk.porten.core.witness;

import dk.porten.core.fact.Person;
import dk.porten.core.fact.Timeline;
import dk.porten.core.fact.Truth;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.Standing;
import dk.porten.core.pack.WitnessRules;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clauses W1–W5 about one witness, each true, false or unknown on a day, judged once. */
public final class WitnessClauses implements Timeline {

  private static final MonthDay LEAP_DAY = MonthDay.of(2, 29);

  private final WitnessQuestion question;
  private final Standing @Nullable [] documents;
  private final @Nullable AttestationWindow window;
  private final @Nullable LocalDate adultFrom;
  private final @Nullable LocalDate mitIdOldEnoughFrom;

  /**
   * @param documents how those of the question stand; null if it has none
   * @param window null if the witness is not known
   */
  WitnessClauses(
      WitnessRules rules,
      WitnessQuestion question,
      Standing @Nullable [] documents,
      @Nullable AttestationWindow window) {
    this.question = question;
    this.documents = documents;
    this.window = window;
    adultFrom = adultFrom(rules, question.birthDate());
    LocalDate since = question.mitIdSince();
    mitIdOldEnoughFrom = since == null ? null : since.plusDays(rules.mitIdMoreThanDays() + 1L);
  }

  /** Returns the witness's attestations; null if the witness is not known. */
  @Nullable AttestationWindow window() {
    return window;
  }

  /** Returns the conjunction of all. */
  Truth all(LocalDate day) {
    return allButQuota(day).and(hasPlace(day));
  }

  /** Returns the conjunction of all but W4. */
  Truth allButQuota(LocalDate day) {
    return isSomebodyElse().and(isAdult(day)).and(hasMitIdLongEnough(day)).and(showsDocument(day));
  }

  /** Returns the code of each that is false. */
  List<ReasonCode> reasons(LocalDate day) {
    var reasons = new ArrayList<ReasonCode>();
    addIfFalse(isAdult(day), ReasonCode.UNDER_AGE, reasons);
    addIfFalse(hasMitIdLongEnough(day), ReasonCode.MITID_TOO_NEW, reasons);
    addIfFalse(showsDocument(day), ReasonCode.DOCUMENT_NOT_ACCEPTED, reasons);
    addIfFalse(hasPlace(day), ReasonCode.QUOTA_EXHAUSTED, reasons);
    addIfFalse(isSomebodyElse(), ReasonCode.SAME_PERSON, reasons);
    return reasons;
  }

  /** Says whether the person may be the witness (W7): of a professional one it is never certain. */
  @Override
  public Truth on(LocalDate day) {
    return question.professional() ? all(day).and(Truth.UNKNOWN) : all(day);
  }

  @Override
  public @Nullable LocalDate nextGain(LocalDate after) {
    LocalDate next = window == null ? null : window.nextChange(after);
    next = firstAfter(after, adultFrom, next);
    next = firstAfter(after, mitIdOldEnoughFrom, next);
    return documents == null
        ? next
        : firstAfter(after, Standing.nextFirstDay(documents, after), next);
  }

  /** W1. */
  private Truth isAdult(LocalDate day) {
    return notBefore(day, adultFrom);
  }

  /** W2. */
  private Truth hasMitIdLongEnough(LocalDate day) {
    return notBefore(day, mitIdOldEnoughFrom);
  }

  /** W3. */
  private Truth showsDocument(LocalDate day) {
    if (documents == null) {
      return Truth.UNKNOWN;
    }
    Truth shown = Truth.FALSE;
    for (Standing standing : documents) {
      if (standing.certainClasses(day) != 0) {
        return Truth.TRUE;
      }
      shown = standing.possibleClasses(day) != 0 ? Truth.UNKNOWN : shown;
    }
    return shown;
  }

  /** W4, which is not applied to a professional witness (W7). */
  private Truth hasPlace(LocalDate day) {
    if (question.professional()) {
      return Truth.TRUE;
    }
    return window == null ? Truth.UNKNOWN : Truth.of(window.hasPlace(day, question.applicant()));
  }

  /** W5. */
  private Truth isSomebodyElse() {
    Person applicant = question.applicant();
    if (applicant == null) {
      return Truth.TRUE;
    }
    return question.personId() == null
        ? Truth.UNKNOWN
        : Truth.of(!applicant.id().equals(question.personId()));
  }

  private static @Nullable LocalDate adultFrom(WitnessRules rules, @Nullable LocalDate birthDate) {
    if (birthDate == null) {
      return null;
    }
    LocalDate birthday = birthDate.plusYears(rules.minimumAge());
    boolean leapDayIsMissing = MonthDay.from(birthDate).equals(LEAP_DAY) && !birthday.isLeapYear();
    return leapDayIsMissing ? birthday.plusDays(1) : birthday;
  }

  private static void addIfFalse(Truth clause, ReasonCode code, List<ReasonCode> reasons) {
    if (clause == Truth.FALSE) {
      reasons.add(code);
    }
  }

  private static Truth notBefore(LocalDate day, @Nullable LocalDate from) {
    return from == null ? Truth.UNKNOWN : Truth.of(!day.isBefore(from));
  }

  private static @Nullable LocalDate firstAfter(
      LocalDate after, @Nullable LocalDate one, @Nullable LocalDate other) {
    boolean isFirst = one != null && one.isAfter(after) && (other == null || one.isBefore(other));
    return isFirst ? one : other;
  }
}
