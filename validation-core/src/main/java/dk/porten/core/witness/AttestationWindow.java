package dk.porten.core.witness;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.pack.WitnessRules.CountBy;
import dk.porten.core.pack.WitnessRules.Quota;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A witness's attestations counted over every window of consecutive days (W4): the quota stands for
 * all times, so a day is judged by the windows that contain it, before and after. Days are numbers
 * ({@link LocalDate#toEpochDay}). Loops within loops, for the quota keeps what they count small.
 */
final class AttestationWindow {

  private final Quota quota;
  private final List<Attestation> attestations;
  private final long[] days;

  AttestationWindow(Quota quota, List<Attestation> attestations) {
    this.quota = quota;
    this.attestations = attestations;
    days = new long[attestations.size()];
    for (int i = 0; i < days.length; i++) {
      days[i] = attestations.get(i).on().toEpochDay();
    }
  }

  /** Returns what the fullest window that contains the day holds. */
  int used(LocalDate on) {
    return fullest(on.toEpochDay(), null);
  }

  /**
   * Says whether one more on this day keeps the quota in every window that contains it.
   *
   * @param applicant whom it would be for; null is a person not yet helped
   */
  boolean hasPlace(LocalDate on, @Nullable Person applicant) {
    if (quota.countBy() == CountBy.EVENTS || applicant == null) {
      return used(on) < quota.limit();
    }
    return fullest(on.toEpochDay(), applicant.hash()) <= quota.limit();
  }

  /** Returns the first day after one on which a place may become free; null if there is none. */
  @Nullable LocalDate nextChange(LocalDate after) {
    long next = Long.MAX_VALUE;
    for (long day : days) {
      long free = day + quota.windowDays();
      next = free > after.toEpochDay() ? Math.min(next, free) : next;
    }
    return next == Long.MAX_VALUE ? null : LocalDate.ofEpochDay(next);
  }

  /**
   * Returns the greatest count of the windows that contain a day. A window that starts at an
   * attestation, or at the day itself, holds all that one starting a little earlier does.
   */
  private int fullest(long on, @Nullable PersonHash oneMore) {
    int most = count(on, oneMore);
    for (long day : days) {
      if (day > on - quota.windowDays() && day < on) {
        most = Math.max(most, count(day, oneMore));
      }
    }
    return most;
  }

  /** Counts a window by its start; where persons are counted, with one more if there is one. */
  private int count(long start, @Nullable PersonHash oneMore) {
    int count = oneMore == null ? 0 : 1;
    for (int i = 0; i < days.length; i++) {
      if (isIn(start, i) && (quota.countBy() == CountBy.EVENTS || isNew(i, start, oneMore))) {
        count++;
      }
    }
    return count;
  }

  /** Says whether nobody before in the window, and not the one more, is the person helped. */
  private boolean isNew(int attestation, long start, @Nullable PersonHash oneMore) {
    PersonHash applicant = attestations.get(attestation).applicant();
    for (int i = 0; i < attestation; i++) {
      if (isIn(start, i) && attestations.get(i).applicant().equals(applicant)) {
        return false;
      }
    }
    return !applicant.equals(oneMore);
  }

  private boolean isIn(long start, int attestation) {
    return days[attestation] >= start && days[attestation] < start + quota.windowDays();
  }
}
