package dk.porten.gateway.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** W4, slowly: whether there is an order in which a witness's attestations could be recorded. */
final class QuotaRules {
  private QuotaRules() {}

  /** Returns whether some window was overfull, in whatever order they were recorded. */
  static boolean isBroken(List<Place> places) {
    return places.stream()
        .map(Place::on)
        .distinct()
        .anyMatch(start -> !hasOrder(in(start, places)));
  }

  /** Returns whether one more keeps the quota in every window that contains its day. */
  static boolean hasPlace(Place asked, List<Place> others) {
    return asked
        .earliestWindow()
        .datesUntil(asked.on().plusDays(1))
        .noneMatch(start -> asked.isTooManyWith(in(start, others)));
  }

  /**
   * Takes away again and again one that can have been the last, for it had a place beside the rest.
   * Which one does not matter: without it the others have only more room.
   */
  private static boolean hasOrder(List<Place> window) {
    List<Place> rest = new ArrayList<>(window);
    while (rest.stream().anyMatch(place -> !place.isGiven())) {
      Optional<Place> last = rest.stream().filter(place -> canBeLast(place, rest)).findFirst();
      if (last.isEmpty()) {
        return false;
      }
      rest.remove(last.get());
    }
    return true;
  }

  private static boolean canBeLast(Place place, List<Place> rest) {
    List<Place> standing = new ArrayList<>(rest);
    standing.remove(place);
    standing.removeIf(other -> other.struckNanos() < place.doneNanos());
    return !place.isGiven()
        && rest.stream().noneMatch(other -> other.sentNanos() > place.doneNanos())
        && !place.isTooManyWith(standing);
  }

  private static List<Place> in(LocalDate start, List<Place> places) {
    return places.stream().filter(place -> place.isIn(start)).toList();
  }
}
