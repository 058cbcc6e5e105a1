package dk.porten.core.document;

import static dk.porten.core.document.PackClauses.issuedIn;
import static dk.porten.core.document.PackClauses.issuedOutside;
import static dk.porten.core.document.PackClauses.one;
import static dk.porten.core.document.PackClauses.oneOfEach;
import static dk.porten.core.document.PackClauses.twoOf;

import dk.porten.core.document.PackClauses.ClassClause;
import dk.porten.core.document.PackClauses.Line;
import dk.porten.core.fact.DocumentType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The document clauses of {@code mitid-national} (D10–D12). */
final class NationalClauses {

  private static final Predicate<String> DK = issuedIn("DK");
  private static final Predicate<String> DK_GL = issuedIn("DK", "GL");
  private static final Predicate<String> FO = issuedIn("FO");
  private static final Predicate<String> REALM = issuedIn("DK", "GL", "FO");
  private static final Predicate<String> OTHERS = issuedOutside("DK", "GL", "FO");

  /** In the order of their numbers, from 1. */
  private static final List<ClassClause> CLASSES =
      List.of(
          ClassClause.of("licence", Line.of(DK_GL, DocumentType.DRIVING_LICENCE).photo()),
          ClassClause.of("licence-fo", Line.of(FO, DocumentType.DRIVING_LICENCE).photo())
              .onlyAtHighCommissioner(),
          ClassClause.of("licence-app", Line.of(DK, DocumentType.DRIVING_LICENCE).onlyAsApp()),
          ClassClause.of("passport-cpr", Line.of(REALM, DocumentType.PASSPORT).photo())
              .showingCpr(),
          ClassClause.of("permit-cpr", Line.of(DK, DocumentType.RESIDENCE_PERMIT).photo())
              .showingCpr(),
          ClassClause.of("mfa-card", Line.of(DK, DocumentType.FOREIGN_MINISTRY_ID_CARD).photo()),
          ClassClause.of("permit", Line.of(DK, DocumentType.RESIDENCE_PERMIT).photo()),
          ClassClause.of("passport-foreign", Line.of(OTHERS, DocumentType.PASSPORT).photo()),
          ClassClause.of("national-id", Line.of(OTHERS, DocumentType.NATIONAL_ID_CARD).photo()),
          ClassClause.of("municipal-id", Line.of(DK_GL, DocumentType.MUNICIPAL_ID_CARD).photo()),
          ClassClause.of("passport-plain", Line.of(REALM, DocumentType.PASSPORT).photo()),
          ClassClause.of(
              "health-card",
              Line.of(DK_GL, DocumentType.HEALTH_INSURANCE_CARD).alsoAsApp(),
              Line.of(DK_GL, DocumentType.SPECIAL_HEALTH_INSURANCE_CARD)),
          ClassClause.of(
              "residence-certificate", Line.of(DK_GL, DocumentType.RESIDENCE_CERTIFICATE)),
          ClassClause.of("personal-certificate", Line.of(DK_GL, DocumentType.PERSONAL_CERTIFICATE)),
          ClassClause.of("baptism-certificate", Line.of(DK_GL, DocumentType.BAPTISM_CERTIFICATE)),
          ClassClause.of("birth-certificate", Line.of(DK_GL, DocumentType.BIRTH_CERTIFICATE)),
          ClassClause.of("cpr-certificate", Line.of(FO, DocumentType.CPR_NUMBER_CERTIFICATE))
              .onlyAtHighCommissioner(),
          ClassClause.of(
              "tax",
              Line.of(
                  DK,
                  DocumentType.TAX_ASSESSMENT_NOTICE,
                  DocumentType.PRELIMINARY_INCOME_ASSESSMENT)),
          ClassClause.of("benefit", Line.of(DK, DocumentType.PUBLIC_BENEFIT_DOCUMENTATION)),
          ClassClause.of(
              "residence-certificate-fo", Line.of(FO, DocumentType.RESIDENCE_CERTIFICATE)),
          ClassClause.of(
              "birth-and-baptism-fo", Line.of(FO, DocumentType.BIRTH_AND_BAPTISM_CERTIFICATE)),
          ClassClause.of(
              "birth-and-name-fo", Line.of(FO, DocumentType.BIRTH_AND_NAME_CERTIFICATE)));

  private static final Set<String> SINGLE = numbers(1, 2, 3, 4, 5, 6);
  private static final Set<String> PICTURE = numbers(7, 8, 9, 10, 11);
  private static final Set<String> CPR_EVIDENCE = numbers(12, 13, 14, 15, 16, 17, 18, 19);
  private static final Set<String> TWO_DOCUMENTS =
      numbers(7, 10, 12, 13, 14, 15, 17, 18, 19, 20, 21, 22);
  private static final Set<String> TAX_AND_BENEFIT = numbers(18, 19);

  static final PackClauses PACK =
      new PackClauses(
          "mitid-national",
          CLASSES,
          List.of(
              one("single", d -> d.isOneOf(SINGLE)),
              oneOfEach(
                  "photo-and-cpr-evidence",
                  d -> d.isOneOf(PICTURE),
                  d -> d.isOneOf(CPR_EVIDENCE) && d.cprShown()),
              twoOf("two-documents", TWO_DOCUMENTS, pair -> !pair.equals(TAX_AND_BENEFIT))),
          TWO_DOCUMENTS,
          Map.of("passport-cpr", "passport-plain", "permit-cpr", "permit"),
          true);

  private NationalClauses() {}

  private static Set<String> numbers(int... numbers) {
    return Arrays.stream(numbers)
        .mapToObj(number -> CLASSES.get(number - 1).id())
        .collect(Collectors.toUnmodifiableSet());
  }
}
