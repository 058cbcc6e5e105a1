package dk.porten.core.document;

import dk.porten.core.fact.Timeline;
import dk.porten.core.fact.Truth;
import dk.porten.core.pack.Standing;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the documents of a question suffice, day by day: the bare verdict, for which they are
 * judged once, so that another day costs a comparison.
 */
public final class DocumentTimeline implements Timeline {

  /** No later day is judged: a date has four digits for its year. */
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final List<NamedRoute> routes;
  private final RouteTable anyRoute;
  private final Standing[] standings;

  /**
   * @param routes in the order in which one is named
   * @param anyRoute all of them as one
   */
  DocumentTimeline(List<NamedRoute> routes, RouteTable anyRoute, Standing[] standings) {
    this.routes = routes;
    this.anyRoute = anyRoute;
    this.standings = standings;
  }

  @Override
  public Truth on(LocalDate day) {
    return on(day, certain(day));
  }

  /** Returns the route that is met on a day (D13); null if none is for certain. */
  public @Nullable String route(LocalDate day) {
    NamedRoute met = firstMet(certain(day));
    return met == null ? null : met.id();
  }

  @Override
  public @Nullable LocalDate nextGain(LocalDate after) {
    return Standing.nextFirstDay(standings, after);
  }

  /** Returns how each document stands. */
  Standing[] standings() {
    return standings;
  }

  /** Returns what holds for sure on a day. */
  Hand certain(LocalDate day) {
    return Hand.certain(standings, day);
  }

  /**
   * Says the same of a day as {@link #on(LocalDate)}.
   *
   * @param certain what holds for sure on it
   */
  Truth on(LocalDate day, Hand certain) {
    if (certain.meets(anyRoute)) {
      return Truth.TRUE;
    }
    return Hand.possible(standings, day).meets(anyRoute) ? Truth.UNKNOWN : Truth.FALSE;
  }

  /** Returns the first route that is met (D13); null if none is. */
  @Nullable NamedRoute firstMet(Hand certain) {
    for (NamedRoute route : routes) {
      if (certain.meets(route.table())) {
        return route;
      }
    }
    return null;
  }

  /** Tries the end of each stretch of days on which nothing can turn the verdict (D41). */
  @Nullable LocalDate verdictUntil(LocalDate on, Truth verdict) {
    LocalDate last = lastSafeDay(on, verdict);
    while (!last.isAfter(LAST_DAY)) {
      LocalDate next = last.plusDays(1);
      if (on(next) != verdict) {
        return last;
      }
      last = lastSafeDay(next, verdict);
    }
    return null;
  }

  /**
   * Returns the last day up to which a verdict of an earlier one surely stands: no yes turns before
   * a document's days end, no no before a document's days begin.
   */
  private LocalDate lastSafeDay(LocalDate from, Truth verdict) {
    LocalDate last = LocalDate.MAX;
    for (Standing standing : standings) {
      if (standing.isSound()) {
        if (verdict != Truth.FALSE && !standing.lastDay().isBefore(from)) {
          last = earlier(last, standing.lastDay());
        }
        if (verdict != Truth.TRUE && standing.firstDay().isAfter(from)) {
          last = earlier(last, standing.firstDay().minusDays(1));
        }
      }
    }
    return last;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
