package dk.porten.core.document;

import dk.porten.core.document.DocumentAnswer.Bring;
import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.DocumentCriteria;
import dk.porten.core.pack.DocumentRules;
import dk.porten.core.pack.Standing;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pack's document rules (D1–D42), compiled: each document is judged for itself, then the routes
 * are masks over the classes that the documents are in. Immutable; any thread may call.
 */
public final class DocumentDecision {

  /** No later day is judged: a date has four digits for its year. */
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final DocumentCriteria criteria;
  private final List<RouteTable> routes;
  private final CaseReasons caseReasons;
  private final Map<Venue, Completion> completions = new EnumMap<>(Venue.class);

  /** Compiles the rules. */
  public DocumentDecision(DocumentRules rules) {
    criteria = new DocumentCriteria(rules, rules.classes());
    routes =
        rules.routes().stream()
            .map(RouteTable::new)
            .sorted(Comparator.comparing(RouteTable::isMetByOne).reversed())
            .toList();
    caseReasons = new CaseReasons(rules.routes());
    for (Venue venue : Venue.values()) {
      completions.put(venue, new Completion(rules, criteria.table(), routes, venue));
    }
  }

  /** Decides whether the documents suffice. */
  public DocumentAnswer decide(DocumentQuestion question) {
    List<Standing> standings = judge(question.documents(), question.on(), question.venue());
    Hand certain = Hand.certain(standings);
    LocalDate until = verdictUntil(question, verdict(standings));
    List<Reason> reasons = caseReasons.ofDocuments(standings);

    for (RouteTable route : routes) {
      int[] use = certain.firstUse(route);
      if (use != null) {
        return new DocumentAnswer(
            DocumentVerdict.SUFFICIENT,
            route.id(),
            Arrays.stream(use).boxed().toList(),
            reasons,
            List.of(),
            Bring.NOTHING,
            until);
      }
    }
    Bring bring = completion(question.venue()).bring(certain, question.bringLimit());
    List<UnknownFact> unknown = List.of();
    DocumentVerdict verdict = DocumentVerdict.INSUFFICIENT;
    if (isAnyMet(Hand.possible(standings))) {
      verdict = DocumentVerdict.NEEDS_ASSESSMENT;
      unknown = DecisiveFacts.find(standings, routes);
    } else {
      boolean cprNumbersWouldDo = isAnyMet(Hand.withCprNumbers(standings));
      reasons.addAll(caseReasons.ofCase(standings, cprNumbersWouldDo));
    }
    return new DocumentAnswer(verdict, null, List.of(), reasons, unknown, bring, until);
  }

  private List<Standing> judge(List<Document> documents, LocalDate on, Venue venue) {
    var standings = new ArrayList<Standing>(documents.size());
    for (Document document : documents) {
      standings.add(criteria.judge(document, on, venue));
    }
    return standings;
  }

  private Truth verdict(List<Standing> standings) {
    if (isAnyMet(Hand.certain(standings))) {
      return Truth.TRUE;
    }
    return isAnyMet(Hand.possible(standings)) ? Truth.UNKNOWN : Truth.FALSE;
  }

  private boolean isAnyMet(Hand hand) {
    for (RouteTable route : routes) {
      if (hand.meets(route)) {
        return true;
      }
    }
    return false;
  }

  /** Tries each later day on which a document's standing may change (D41). */
  private @Nullable LocalDate verdictUntil(DocumentQuestion question, Truth verdict) {
    var days = new TreeSet<LocalDate>();
    for (Document document : question.documents()) {
      criteria.changes(document, days::add);
    }
    for (LocalDate day : days.tailSet(question.on(), false)) {
      LocalDate dayBefore = day.minusDays(1);
      if (dayBefore.isAfter(LAST_DAY)) {
        return null;
      }
      if (verdict(judge(question.documents(), day, question.venue())) != verdict) {
        return dayBefore;
      }
    }
    return null;
  }

  private Completion completion(Venue venue) {
    return Objects.requireNonNull(completions.get(venue));
  }
}
