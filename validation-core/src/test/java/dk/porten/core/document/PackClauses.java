package dk.porten.core.document;

import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Venue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * The document clauses of one pack, told in Java from SPEC.md and not from the pack's file.
 *
 * @param routes in the order in which one is named (D13)
 * @param twoDocumentClasses the classes of the two-document list (D12, D22, D32)
 * @param demandingTwins classes that are another one with the demand that it shows the CPR number
 *     (D40), with the plain one
 * @param nationalRules whether D4, D5 and the code tax-with-benefit apply
 */
record PackClauses(
    String id,
    List<ClassClause> classes,
    List<RouteClause> routes,
    Set<String> twoDocumentClasses,
    Map<String, String> demandingTwins,
    boolean nationalRules) {

  /** A class: documents that are one proof. */
  record ClassClause(String id, Set<Venue> venues, boolean cprShown, List<Line> lines) {

    static ClassClause of(String id, Line... lines) {
      return new ClassClause(id, Set.of(Venue.values()), false, List.of(lines));
    }

    ClassClause onlyAtHighCommissioner() {
      return new ClassClause(id, Set.of(Venue.FAROE_HIGH_COMMISSIONER), cprShown, lines);
    }

    ClassClause showingCpr() {
      return new ClassClause(id, venues, true, lines);
    }
  }

  /** Documents of some types, of some issuers; an issuer is its code, or empty if left out. */
  record Line(
      List<DocumentType> types,
      Predicate<String> issuers,
      List<DocumentForm> forms,
      boolean wantsPhoto) {

    static Line of(Predicate<String> issuers, DocumentType... types) {
      return new Line(List.of(types), issuers, List.of(DocumentForm.PHYSICAL), false);
    }

    Line photo() {
      return new Line(types, issuers, forms, true);
    }

    Line alsoAsApp() {
      return new Line(types, issuers, List.of(DocumentForm.values()), wantsPhoto);
    }

    Line onlyAsApp() {
      return new Line(types, issuers, List.of(DocumentForm.APP), wantsPhoto);
    }

    /** Says whether the line is about documents of this type and issuer. */
    boolean lists(Document document) {
      Country issuer = document.issuer();
      return types.contains(document.type()) && issuers.test(issuer == null ? "" : issuer.code());
    }

    /** Says whether the picture that it wants is there; an app counts as having one. */
    boolean hasItsPhoto(Document document) {
      return !wantsPhoto || document.photo() || document.form() == DocumentForm.APP;
    }
  }

  /** A way for one document, given twice, or for two to suffice. */
  record RouteClause(String id, int documents, BiPredicate<Proof, Proof> isMetBy) {}

  /** What a document proves, if some facts are so: the classes it is in, and the CPR number. */
  record Proof(Set<String> classes, boolean cprShown) {

    boolean isOneOf(Set<String> list) {
      return !Collections.disjoint(classes, list);
    }
  }

  static Predicate<String> issuedIn(String... codes) {
    return Set.of(codes)::contains;
  }

  static Predicate<String> issuedOutside(String... codes) {
    return issuedIn(codes).negate();
  }

  static Predicate<String> issuedAnywhere() {
    return code -> true;
  }

  /** A route of one document. */
  static RouteClause one(String id, Predicate<Proof> proof) {
    return new RouteClause(id, 1, (document, same) -> proof.test(document));
  }

  /** A route of one document of each of two kinds, whichever comes first. */
  static RouteClause oneOfEach(String id, Predicate<Proof> one, Predicate<Proof> other) {
    return new RouteClause(
        id, 2, (a, b) -> (one.test(a) && other.test(b)) || (one.test(b) && other.test(a)));
  }

  /**
   * A route of two documents of different classes of a list, at least one showing the CPR number.
   *
   * @param pairs which two classes may form the pair
   */
  static RouteClause twoOf(String id, Set<String> list, Predicate<Set<String>> pairs) {
    return new RouteClause(
        id, 2, (a, b) -> (a.cprShown() || b.cprShown()) && formPair(a, b, list, pairs));
  }

  private static boolean formPair(
      Proof one, Proof other, Set<String> list, Predicate<Set<String>> pairs) {
    for (String first : one.classes()) {
      for (String second : other.classes()) {
        if (list.contains(first)
            && list.contains(second)
            && !first.equals(second)
            && pairs.test(Set.of(first, second))) {
          return true;
        }
      }
    }
    return false;
  }
}
