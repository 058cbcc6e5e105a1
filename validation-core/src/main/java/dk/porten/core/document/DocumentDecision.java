package dk.porten.core.document;

import dk.porten.core.document.DocumentAnswer.Bring;
import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.DocumentCriteria;
import dk.porten.core.pack.DocumentRules;
import dk.porten.core.pack.Route;
import dk.porten.core.pack.Standing;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pack's document rules (D1–D42), compiled: each document is judged for itself, then the routes
 * are masks over the classes that the documents are in. Immutable; any thread may call.
 */
public final class DocumentDecision {

  /** No later day is judged: a date has four digits for its year. */
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private record NamedRoute(String id, RouteTable table) {}

  private final DocumentCriteria criteria;
  private final List<NamedRoute> routes;
  private final RouteTable anyRoute;
  private final CaseReasons caseReasons;

  /** By ordinal of the {@link Venue}. */
  private final List<Completion> completions;

  /** Compiles the rules. */
  public DocumentDecision(DocumentRules rules) {
    criteria = new DocumentCriteria(rules, rules.classes());
    routes =
        rules.routes().stream()
            .sorted(Comparator.comparing(route -> !(route instanceof Route.Single)))
            .map(route -> new NamedRoute(route.id(), new RouteTable(route)))
            .toList();
    anyRoute = new RouteTable(routes.stream().map(NamedRoute::table).toList());
    caseReasons = new CaseReasons(rules.routes());
    completions =
        Stream.of(Venue.values())
            .map(venue -> new Completion(rules, criteria.table(), anyRoute, venue))
            .toList();
  }

  /** Decides whether the documents suffice. */
  public DocumentAnswer decide(DocumentQuestion question) {
    LocalDate on = question.on();
    Standing[] standings = criteria.judge(question.documents(), on, question.venue());
    Hand certain = Hand.certain(standings, on);
    Truth suffices = suffices(certain, standings, on);
    LocalDate until = verdictUntil(standings, on, suffices);
    List<Reason> reasons = caseReasons.ofDocuments(standings);
    if (suffices == Truth.TRUE) {
      return sufficient(certain, reasons, until);
    }
    List<UnknownFact> unknown = List.of();
    if (suffices == Truth.UNKNOWN) {
      unknown = DecisiveFacts.find(standings, anyRoute);
    } else {
      boolean cprNumbersWouldDo = Hand.withCprNumbers(standings, on).meets(anyRoute);
      caseReasons.addOfCase(standings, cprNumbersWouldDo, reasons);
    }
    return new DocumentAnswer(
        suffices == Truth.UNKNOWN ? DocumentVerdict.NEEDS_ASSESSMENT : DocumentVerdict.INSUFFICIENT,
        null,
        List.of(),
        reasons,
        unknown,
        completions.get(question.venue().ordinal()).bring(certain, question.bringLimit()),
        until);
  }

  /** D13: names the first route that is met. */
  private DocumentAnswer sufficient(Hand certain, List<Reason> reasons, @Nullable LocalDate until) {
    for (NamedRoute route : routes) {
      if (certain.meets(route.table)) {
        return new DocumentAnswer(
            DocumentVerdict.SUFFICIENT,
            route.id,
            Indexes.of(certain.firstUse(route.table)),
            reasons,
            List.of(),
            Bring.NOTHING,
            until);
      }
    }
    throw new IllegalArgumentException("no route is met");
  }

  private Truth suffices(Hand certain, Standing[] standings, LocalDate day) {
    if (certain.meets(anyRoute)) {
      return Truth.TRUE;
    }
    return Hand.possible(standings, day).meets(anyRoute) ? Truth.UNKNOWN : Truth.FALSE;
  }

  /** Tries the end of each stretch of days on which nothing can turn the verdict (D41). */
  private @Nullable LocalDate verdictUntil(Standing[] standings, LocalDate on, Truth verdict) {
    LocalDate last = lastSafeDay(standings, on, verdict);
    while (!last.isAfter(LAST_DAY)) {
      LocalDate next = last.plusDays(1);
      if (suffices(Hand.certain(standings, next), standings, next) != verdict) {
        return last;
      }
      last = lastSafeDay(standings, next, verdict);
    }
    return null;
  }

  /**
   * Returns the last day up to which a verdict of an earlier one surely stands: no yes turns before
   * a document's days end, no no before a document's days begin.
   */
  private static LocalDate lastSafeDay(Standing[] standings, LocalDate from, Truth verdict) {
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
