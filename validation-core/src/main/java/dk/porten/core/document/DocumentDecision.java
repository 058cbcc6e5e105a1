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
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pack's document rules (D1–D42), compiled: each document is judged for itself, then the routes
 * are masks over the classes that the documents are in. Immutable; any thread may call.
 */
public final class DocumentDecision {

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

  /** Decides whether the documents suffice, why not, and what else to bring. */
  public DocumentAnswer decide(DocumentQuestion question) {
    return decide(question, timeline(question));
  }

  /**
   * Decides the same for a caller who needs the timeline too.
   *
   * @param timeline of the question, by {@link #timeline}
   */
  public DocumentAnswer decide(DocumentQuestion question, DocumentTimeline timeline) {
    LocalDate on = question.on();
    Standing[] standings = timeline.standings();
    Hand certain = timeline.certain(on);
    Truth suffices = timeline.on(on, certain);
    LocalDate until = timeline.verdictUntil(on, suffices);
    List<Reason> reasons = caseReasons.ofDocuments(standings);
    if (suffices == Truth.TRUE) {
      return sufficient(
          Objects.requireNonNull(timeline.firstMet(certain)), certain, reasons, until);
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

  /** Decides nothing but whether the documents suffice, and by which route, on any day. */
  public DocumentTimeline timeline(DocumentQuestion question) {
    return new DocumentTimeline(
        routes, anyRoute, criteria.judge(question.documents(), question.on(), question.venue()));
  }

  private static DocumentAnswer sufficient(
      NamedRoute route, Hand certain, List<Reason> reasons, @Nullable LocalDate until) {
    return new DocumentAnswer(
        DocumentVerdict.SUFFICIENT,
        route.id(),
        Indexes.of(certain.firstUse(route.table())),
        reasons,
        List.of(),
        Bring.NOTHING,
        until);
  }
}
