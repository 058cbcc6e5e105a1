package dk.porten.core.document;

import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.document.PackClauses.ClassClause;
import dk.porten.core.document.PackClauses.Proof;
import dk.porten.core.document.PackClauses.RouteClause;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentFact;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.ReasonCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The slow and obvious version of the document rules: it reads {@link PackClauses} and tries
 * everything. What it says of further documents is in {@link CompletionOracle}.
 */
final class DocumentOracle {

  /** Up to so many unknown facts, all sets of them are tried. */
  private static final int FACTS_TRIED_IN_FULL = 6;

  private final PackClauses pack;

  DocumentOracle(PackClauses pack) {
    this.pack = pack;
  }

  /** A verdict with the route and the documents that carry it (D13). */
  record Outcome(DocumentVerdict verdict, @Nullable String route, List<Integer> use) {}

  /** Returns how each document stands on the day that is asked. */
  List<JudgedDocument> judge(DocumentQuestion question) {
    return judge(question, question.on(), listings(question));
  }

  private List<Listing> listings(DocumentQuestion question) {
    return question.documents().stream()
        .map(document -> Listing.of(pack, document, question.venue()))
        .toList();
  }

  private List<JudgedDocument> judge(
      DocumentQuestion question, LocalDate on, List<Listing> listings) {
    var judged = new ArrayList<JudgedDocument>(listings.size());
    for (int i = 0; i < listings.size(); i++) {
      judged.add(JudgedDocument.judge(pack, question.documents().get(i), on, listings.get(i)));
    }
    return judged;
  }

  /** Returns the verdict: what is favourable never harms, so the worst and best case decide. */
  Outcome outcome(List<JudgedDocument> judged) {
    Outcome worst = firstMet(proofs(judged, fact -> false));
    if (worst != null) {
      return worst;
    }
    boolean possible = firstMet(proofs(judged, fact -> true)) != null;
    return new Outcome(
        possible ? DocumentVerdict.NEEDS_ASSESSMENT : DocumentVerdict.INSUFFICIENT,
        null,
        List.of());
  }

  /** Returns the reasons (D42). */
  List<Reason> reasons(List<JudgedDocument> judged) {
    var reasons = new ArrayList<Reason>();
    for (int i = 0; i < judged.size(); i++) {
      for (ReasonCode code : judged.get(i).codes()) {
        reasons.add(new Reason(code, List.of(i)));
      }
    }
    if (outcome(judged).verdict() != DocumentVerdict.INSUFFICIENT) {
      return reasons;
    }
    List<Integer> tax = withoutCode(judged, "tax"::equals);
    List<Integer> benefit = withoutCode(judged, "benefit"::equals);
    if (pack.nationalRules() && !tax.isEmpty() && !benefit.isEmpty()) {
      var both = new TreeSet<Integer>(tax);
      both.addAll(benefit);
      reasons.add(new Reason(ReasonCode.TAX_WITH_BENEFIT, List.copyOf(both)));
    }
    var alike = new TreeSet<Integer>();
    for (String documentClass : pack.twoDocumentClasses()) {
      List<Integer> members = withoutCode(judged, documentClass::equals);
      if (members.size() >= 2) {
        alike.addAll(members);
      }
    }
    if (!alike.isEmpty()) {
      reasons.add(new Reason(ReasonCode.SAME_CLASS, List.copyOf(alike)));
    }
    List<Proof> allShown =
        judged.stream()
            .map(d -> new JudgedDocument(d.codes(), d.unknown(), d.listing(), true))
            .map(d -> d.proof(fact -> true))
            .toList();
    reasons.add(
        new Reason(
            firstMet(allShown) != null
                ? ReasonCode.CPR_NUMBER_NOT_SHOWN
                : ReasonCode.MORE_DOCUMENTS_NEEDED,
            withoutCode(judged, any -> true)));
    return reasons;
  }

  /** Returns the union of the smallest sets of unknown facts that would make the case suffice. */
  List<UnknownFact> unknown(List<JudgedDocument> judged) {
    if (outcome(judged).verdict() != DocumentVerdict.NEEDS_ASSESSMENT) {
      return List.of();
    }
    var enough = new ArrayList<Set<UnknownFact>>();
    for (List<Integer> scope : scopes(judged)) {
      for (Set<UnknownFact> favourable : subsets(unknownFacts(judged, scope))) {
        if (isSufficient(judged, scope, favourable)) {
          enough.add(favourable);
        }
      }
    }
    return enough.stream()
        .filter(set -> enough.stream().noneMatch(o -> o.size() < set.size() && set.containsAll(o)))
        .flatMap(Set::stream)
        .distinct()
        .sorted(Comparator.comparing(UnknownFact::document).thenComparing(UnknownFact::fact))
        .toList();
  }

  /** Returns the last day of this verdict (D41), looking at each day until nothing can change. */
  @Nullable LocalDate verdictUntil(DocumentQuestion question) {
    List<Listing> listings = listings(question);
    List<JudgedDocument> before = judge(question, question.on(), listings);
    DocumentVerdict verdict = outcome(before).verdict();
    LocalDate last = lastDayOfChange(question);
    for (LocalDate day = question.on().plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      List<JudgedDocument> judged = judge(question, day, listings);
      if (!judged.equals(before) && outcome(judged).verdict() != verdict) {
        return day.minusDays(1);
      }
      before = judged;
    }
    return null;
  }

  /** A tax paper counts at most till the end of the next year, a benefit paper not four months. */
  private static LocalDate lastDayOfChange(DocumentQuestion question) {
    LocalDate last = question.on();
    for (Document document : question.documents()) {
      LocalDate expiresOn = document.expiresOn();
      LocalDate issuedOn = document.issuedOn();
      Integer year = document.year();
      last = expiresOn == null ? last : later(last, expiresOn.plusDays(1));
      last = issuedOn == null ? last : later(last, issuedOn.plusMonths(4));
      last = year == null ? last : later(last, LocalDate.of(year + 2, 1, 1));
    }
    return last;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }

  /** Returns the first route that is met, by the fewest documents of the lowest indexes (D13). */
  @Nullable Outcome firstMet(List<Proof> proofs) {
    for (RouteClause route : pack.routes()) {
      for (int i = 0; route.documents() == 1 && i < proofs.size(); i++) {
        if (route.isMetBy().test(proofs.get(i), proofs.get(i))) {
          return new Outcome(DocumentVerdict.SUFFICIENT, route.id(), List.of(i));
        }
      }
    }
    for (RouteClause route : pack.routes()) {
      for (int i = 0; route.documents() == 2 && i < proofs.size(); i++) {
        for (int j = i + 1; j < proofs.size(); j++) {
          if (route.isMetBy().test(proofs.get(i), proofs.get(j))) {
            return new Outcome(DocumentVerdict.SUFFICIENT, route.id(), List.of(i, j));
          }
        }
      }
    }
    return null;
  }

  static List<Proof> proofs(List<JudgedDocument> judged, Predicate<DocumentFact> favourable) {
    var proofs = new ArrayList<Proof>(judged.size());
    for (JudgedDocument document : judged) {
      proofs.add(document.proof(favourable));
    }
    return proofs;
  }

  /**
   * Returns the documents among which to look: all, or where that would take too long any two,
   * since no route takes more.
   */
  private static List<List<Integer>> scopes(List<JudgedDocument> judged) {
    List<Integer> all = IntStream.range(0, judged.size()).boxed().toList();
    return unknownFacts(judged, all).size() <= FACTS_TRIED_IN_FULL || judged.size() < 2
        ? List.of(all)
        : pairs(all);
  }

  private static List<List<Integer>> pairs(List<Integer> all) {
    return all.stream()
        .flatMap(i -> all.stream().filter(j -> i < j).map(j -> List.of(i, j)))
        .toList();
  }

  private static List<UnknownFact> unknownFacts(List<JudgedDocument> judged, List<Integer> scope) {
    return scope.stream()
        .flatMap(i -> judged.get(i).unknown().stream().map(f -> new UnknownFact(i, f)))
        .toList();
  }

  private static List<Set<UnknownFact>> subsets(List<UnknownFact> facts) {
    var subsets = new ArrayList<Set<UnknownFact>>();
    subsets.add(Set.of());
    for (UnknownFact fact : facts) {
      for (Set<UnknownFact> without : List.copyOf(subsets)) {
        var with = new HashSet<UnknownFact>(without);
        with.add(fact);
        subsets.add(with);
      }
    }
    return subsets;
  }

  private boolean isSufficient(
      List<JudgedDocument> judged, List<Integer> scope, Set<UnknownFact> favourable) {
    List<Proof> proofs =
        scope.stream()
            .map(i -> judged.get(i).proof(f -> favourable.contains(new UnknownFact(i, f))))
            .toList();
    return firstMet(proofs) != null;
  }

  private static List<Integer> withoutCode(
      List<JudgedDocument> judged, Predicate<String> documentClass) {
    return IntStream.range(0, judged.size())
        .filter(i -> judged.get(i).codes().isEmpty())
        .filter(
            i ->
                judged.get(i).listing().classes().stream()
                    .map(ClassClause::id)
                    .anyMatch(documentClass))
        .boxed()
        .toList();
  }
}
