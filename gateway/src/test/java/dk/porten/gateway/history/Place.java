package dk.porten.gateway.history;

import dk.porten.gateway.history.History.Given;
import dk.porten.gateway.history.Request.Attest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A place in a witness's quota that is used up, or may be.
 *
 * @param applicant empty if nobody knows
 * @param sentNanos before when it cannot have been recorded
 * @param doneNanos after when it cannot have been recorded
 * @param struckNanos before when it cannot have been struck
 */
record Place(
    LocalDate on,
    String rulePack,
    Optional<UUID> applicant,
    long sentNanos,
    long doneNanos,
    long struckNanos) {
  static final long BEFORE_ALL = Long.MIN_VALUE;
  private static final int LIMIT = 3;
  private static final int WINDOW_DAYS = 120;

  static Place of(Given given, long struckNanos) {
    return new Place(
        given.on(),
        given.rulePack(),
        Optional.of(given.applicant()),
        BEFORE_ALL,
        BEFORE_ALL,
        struckNanos);
  }

  static Place of(Attest request, Command command, long struckNanos) {
    return new Place(
        request.on(),
        request.rulePack(),
        Optional.of(request.applicant()),
        command.sentNanos(),
        command.doneNanos(),
        struckNanos);
  }

  /** Returns whether it was there before anybody asked. */
  boolean isGiven() {
    return doneNanos == BEFORE_ALL;
  }

  /** Returns whether the window that starts on a day contains it. */
  boolean isIn(LocalDate start) {
    return !on.isBefore(start) && on.isBefore(start.plusDays(WINDOW_DAYS));
  }

  /** Returns the first day of the earliest window that contains it. */
  LocalDate earliestWindow() {
    return on.minusDays(WINDOW_DAYS - 1L);
  }

  /** Returns whether this and others in one window are more than its pack allows. */
  boolean isTooManyWith(List<Place> others) {
    return rulePack.startsWith("mitid-herning")
        ? personsWith(others) > LIMIT
        : others.size() + 1 > LIMIT;
  }

  private long personsWith(List<Place> others) {
    var persons =
        others.stream().flatMap(place -> place.applicant().stream()).collect(Collectors.toSet());
    applicant.ifPresent(persons::add);
    return persons.size();
  }
}
