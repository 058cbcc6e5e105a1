package dk.porten.benchmarks.field;

import dk.porten.benchmarks.field.Rule.All;
import dk.porten.benchmarks.field.Rule.Any;
import dk.porten.benchmarks.field.Rule.Choose;
import dk.porten.benchmarks.field.Rule.Choose.Branch;
import dk.porten.benchmarks.field.Rule.Equal;
import dk.porten.benchmarks.field.Rule.Fact;
import dk.porten.benchmarks.field.Rule.Less;
import dk.porten.benchmarks.field.Rule.Not;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Venue;
import dk.porten.core.pack.DocumentClass;
import dk.porten.core.pack.DocumentClass.Acceptance;
import dk.porten.core.pack.DocumentRules;
import dk.porten.core.pack.DocumentRules.IncomeYear;
import dk.porten.core.pack.Route;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The document rules of a pack at one venue as expressions: D1–D8 for a document, then D10–D13 for
 * what came of it. Every engine is given these, so all decide by the pack.
 *
 * <p>Strong Kleene logic becomes thresholds: 0 is false, 1 unknown and 2 true; what holds at the
 * level 2 holds for certain, at the level 1 perhaps.
 */
final class DocumentRuleset {

  /** Stands for a date or a year that was left out: before every other. */
  static final long MISSING = -9_999_999;

  static final String NO_CLASS = "none";
  static final String NEEDS_ASSESSMENT = "needs-assessment";
  static final String INSUFFICIENT = "insufficient";

  private static final Fact ON = new Fact("on");
  private static final Fact BENEFIT_FROM = new Fact("benefitFrom");
  private static final int UNKNOWN = 1;
  private static final int TRUE = 2;

  private final DocumentRules rules;
  private final Venue venue;

  DocumentRuleset(DocumentRules rules, Venue venue) {
    this.rules = rules;
    this.venue = venue;
  }

  /** Returns the class that takes a document (D6–D8), CPR number aside. */
  Rule classOf(String suffix) {
    Map<DocumentType, List<Branch>> ofType = new LinkedHashMap<>();
    for (DocumentClass documentClass : rules.classes()) {
      if (documentClass.plain() == null && documentClass.venues().contains(venue)) {
        for (Acceptance line : documentClass.accepts()) {
          ofType
              .computeIfAbsent(line.type(), type -> new ArrayList<>())
              .add(new Branch(isTakenBy(line, suffix), Rule.text(documentClass.id())));
        }
      }
    }
    List<Branch> branches = new ArrayList<>();
    ofType.forEach(
        (type, lines) ->
            branches.add(new Branch(isType(type, suffix), new Choose(lines, Rule.text(NO_CLASS)))));
    return new Choose(branches, Rule.text(NO_CLASS));
  }

  /** Returns whether a document is valid (D1–D5): 0, 1 or 2. */
  Rule validity(String suffix) {
    Fact expiresOn = new Fact("expiresOn" + suffix);
    Fact issuedOn = new Fact("issuedOn" + suffix);
    Fact name = new Fact("nameMatchesCpr" + suffix);
    List<Rule> against = new ArrayList<>();
    List<Rule> open = new ArrayList<>();

    against.add(new Fact("temporary" + suffix));
    if (rules.nameJudged()) {
      against.add(new Equal(name, Rule.number(0)));
      open.add(new Equal(name, Rule.number(UNKNOWN)));
    }
    against.add(Rule.all(new Less(expiresOn, ON), isGiven(expiresOn)));
    List<String> expiring = new ArrayList<>();
    for (DocumentType type : DocumentType.values()) {
      if (type.hasExpiryDate()) {
        expiring.add(type.code());
      }
    }
    open.add(
        Rule.all(
            isMissing(expiresOn),
            new Not(new Fact("noExpiryDate" + suffix)),
            Rule.oneOf(type(suffix), expiring)));

    Rule isBenefit = isType(DocumentType.PUBLIC_BENEFIT_DOCUMENTATION, suffix);
    Rule isTooOld = Rule.all(new Less(issuedOn, BENEFIT_FROM), isGiven(issuedOn));
    against.add(Rule.all(isBenefit, Rule.any(new Less(ON, issuedOn), isTooOld)));
    open.add(Rule.all(isBenefit, isMissing(issuedOn)));

    rules.years().forEach((type, required) -> judgeYear(type, required, suffix, against, open));
    return new Choose(
        List.of(
            new Branch(new Any(against), Rule.number(0)),
            new Branch(new Any(open), Rule.number(UNKNOWN))),
        Rule.number(TRUE));
  }

  /** Returns the route that is met, or else the verdict, for documents numbered from 1. */
  Rule outcome(int documents) {
    List<Branch> branches = new ArrayList<>();
    List<Rule> perhaps = new ArrayList<>();
    for (boolean alone : List.of(true, false)) {
      for (Route route : rules.routes()) {
        if (route instanceof Route.Single == alone) {
          branches.add(new Branch(isMet(route, documents, TRUE), Rule.text(route.id())));
          perhaps.add(isMet(route, documents, UNKNOWN));
        }
      }
    }
    branches.add(new Branch(new Any(perhaps), Rule.text(NEEDS_ASSESSMENT)));
    return new Choose(branches, Rule.text(INSUFFICIENT));
  }

  private static Rule isTakenBy(Acceptance line, String suffix) {
    List<Rule> conditions = new ArrayList<>();
    Fact issuer = new Fact("issuer" + suffix);
    List<String> listed = new ArrayList<>();
    line.issuers().listed().stream().map(Country::code).forEach(listed::add);
    if (line.issuers().except()) {
      listed.add("");
      conditions.add(new Not(Rule.oneOf(issuer, listed)));
    } else {
      conditions.add(Rule.oneOf(issuer, listed));
    }
    Fact form = new Fact("form" + suffix);
    conditions.add(Rule.oneOf(form, line.forms().stream().map(DocumentForm::code).toList()));
    if (line.photoRequired()) {
      conditions.add(
          Rule.any(
              new Fact("photo" + suffix), new Equal(form, Rule.text(DocumentForm.APP.code()))));
    }
    return new All(conditions);
  }

  private static void judgeYear(
      DocumentType type, IncomeYear required, String suffix, List<Rule> against, List<Rule> open) {
    Fact year = new Fact("year" + suffix);
    Rule isRight = new Equal(year, new Fact(required.code() + "Year"));
    against.add(Rule.all(isType(type, suffix), isGiven(year), new Not(isRight)));
    open.add(Rule.all(isType(type, suffix), isMissing(year)));
  }

  private Rule isMet(Route route, int documents, int level) {
    List<Rule> ways = new ArrayList<>();
    for (int one = 1; one <= documents; one++) {
      if (route instanceof Route.Single single) {
        ways.add(fills(single.slot(), one, level));
        continue;
      }
      for (int other = 1; other <= documents; other++) {
        if (route instanceof Route.Pair pair && one != other) {
          ways.add(Rule.all(fills(pair.first(), one, level), fills(pair.second(), other, level)));
        } else if (route instanceof Route.TwoDifferent two && one < other) {
          ways.add(areTwo(two, one, other, level));
        }
      }
    }
    return new Any(ways);
  }

  private Rule areTwo(Route.TwoDifferent route, int one, int other, int level) {
    List<Rule> conditions = new ArrayList<>();
    for (int document : List.of(one, other)) {
      conditions.add(isAtLeast("validity", document, level));
      conditions.add(isIn(route.classes(), document));
    }
    conditions.add(new Not(new Equal(classFact(one), classFact(other))));
    conditions.add(
        Rule.any(
            isAtLeast("cprNumberShown", one, level), isAtLeast("cprNumberShown", other, level)));
    if (route.anchors() != route.classes()) {
      conditions.add(Rule.any(isIn(route.anchors(), one), isIn(route.anchors(), other)));
    }
    if (route.notTogether() != 0) {
      conditions.add(
          new Not(Rule.all(isIn(route.notTogether(), one), isIn(route.notTogether(), other))));
    }
    return new All(conditions);
  }

  private Rule fills(Route.Slot slot, int document, int level) {
    List<String> plain = new ArrayList<>();
    List<String> withCprNumber = new ArrayList<>();
    for (DocumentClass documentClass : classes(slot.classes())) {
      if (documentClass.plain() != null) {
        withCprNumber.add(documentClass.plain());
      } else if (slot.cprNumberRequired() || documentClass.cprNumberRequired()) {
        withCprNumber.add(documentClass.id());
      } else {
        plain.add(documentClass.id());
      }
    }
    List<Rule> ways = new ArrayList<>();
    if (!plain.isEmpty()) {
      ways.add(Rule.oneOf(classFact(document), plain));
    }
    if (!withCprNumber.isEmpty()) {
      ways.add(
          Rule.all(
              isAtLeast("cprNumberShown", document, level),
              Rule.oneOf(classFact(document), withCprNumber)));
    }
    return Rule.all(isAtLeast("validity", document, level), new Any(ways));
  }

  private Rule isIn(long classes, int document) {
    return Rule.oneOf(
        classFact(document), classes(classes).stream().map(DocumentClass::id).toList());
  }

  /** Returns the classes of a mask that the venue takes. */
  private List<DocumentClass> classes(long mask) {
    List<DocumentClass> classes = new ArrayList<>();
    for (int c = 0; c < rules.classes().size(); c++) {
      if ((mask & 1L << c) != 0 && rules.classes().get(c).venues().contains(venue)) {
        classes.add(rules.classes().get(c));
      }
    }
    return classes;
  }

  private static Rule isAtLeast(String fact, int document, int level) {
    return new Less(Rule.number(level - 1), new Fact(fact + document));
  }

  private static Fact classFact(int document) {
    return new Fact("class" + document);
  }

  private static Fact type(String suffix) {
    return new Fact("type" + suffix);
  }

  private static Rule isType(DocumentType type, String suffix) {
    return new Equal(type(suffix), Rule.text(type.code()));
  }

  private static Rule isGiven(Fact fact) {
    return new Less(Rule.number(MISSING), fact);
  }

  private static Rule isMissing(Fact fact) {
    return new Equal(fact, Rule.number(MISSING));
  }
}
