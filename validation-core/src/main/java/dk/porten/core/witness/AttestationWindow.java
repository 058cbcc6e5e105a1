package dk.porten.core.witness;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.pack.WitnessRules.CountBy;
import dk.porten.core.pack.WitnessRules.Quota;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A witness's attestations counted over every window of consecutive days (W4): the quota stands for
 * all times, so a day is judged by the windows that contain it, before and after.
 */
final class AttestationWindow {

  private final Quota quota;
  private final List<Attestation> attestations;

  AttestationWindow(Quota quota, List<Attestation> attestations) {
    this.quota = quota;
    this.attestations = attestations;
  }

  /** Returns what the fullest window that contains the day holds. */
  int used(LocalDate on) {
    return fullest(on, this::count);
  }

  /**
   * Says whether one more on this day keeps the quota in every window that contains it.
   *
   * @param applicant whom it would be for; null is a person not yet helped
   */
  boolean hasPlace(LocalDate on, @Nullable Person applicant) {
    return fullest(on, window -> countWith(applicant, window)) <= quota.limit();
  }

  /** Names each day on which a place may become free. */
  void changes(Consumer<LocalDate> days) {
    attestations.forEach(a -> days.accept(a.on().plusDays(quota.windowDays())));
  }

  /**
   * Returns the greatest count of the windows that contain a day. A window that starts at an
   * attestation, or at the day itself, holds all that one starting a little earlier does.
   */
  private int fullest(LocalDate on, ToIntFunction<List<Attestation>> count) {
    LocalDate earliest = on.minusDays(quota.windowDays() - 1L);
    return Stream.concat(
            Stream.of(on),
            attestations.stream()
                .map(Attestation::on)
                .filter(day -> !day.isBefore(earliest) && !day.isAfter(on)))
        .distinct()
        .mapToInt(start -> count.applyAsInt(from(start)))
        .max()
        .orElse(0);
  }

  private List<Attestation> from(LocalDate start) {
    LocalDate end = start.plusDays(quota.windowDays());
    return attestations.stream()
        .filter(a -> !a.on().isBefore(start) && a.on().isBefore(end))
        .toList();
  }

  private int count(List<Attestation> window) {
    return quota.countBy() == CountBy.EVENTS ? window.size() : persons(window).size();
  }

  private int countWith(@Nullable Person applicant, List<Attestation> window) {
    if (quota.countBy() == CountBy.EVENTS || applicant == null) {
      return count(window) + 1;
    }
    Set<PersonHash> persons = persons(window);
    persons.add(applicant.hash());
    return persons.size();
  }

  private static Set<PersonHash> persons(List<Attestation> window) {
    var persons = new HashSet<PersonHash>();
    window.forEach(a -> persons.add(a.applicant()));
    return persons;
  }
}
