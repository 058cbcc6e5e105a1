package dk.porten.core.document;

import static dk.porten.core.document.PackClauses.issuedAnywhere;
import static dk.porten.core.document.PackClauses.issuedIn;
import static dk.porten.core.document.PackClauses.issuedOutside;
import static dk.porten.core.document.PackClauses.one;
import static dk.porten.core.document.PackClauses.oneOfEach;
import static dk.porten.core.document.PackClauses.twoOf;

import dk.porten.core.document.PackClauses.ClassClause;
import dk.porten.core.document.PackClauses.Line;
import dk.porten.core.fact.DocumentType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The document clauses of {@code mitid-herning} (D20–D22). */
final class HerningClauses {

  private static final Predicate<String> DK_GL = issuedIn("DK", "GL");
  private static final Predicate<String> REALM = issuedIn("DK", "GL", "FO");

  private static final List<ClassClause> PICTURE =
      List.of(
          ClassClause.of("passport", Line.of(issuedAnywhere(), DocumentType.PASSPORT).photo()),
          ClassClause.of(
              "licence", Line.of(issuedAnywhere(), DocumentType.DRIVING_LICENCE).photo()),
          ClassClause.of("licence-app", Line.of(DK_GL, DocumentType.DRIVING_LICENCE).onlyAsApp()),
          ClassClause.of(
              "national-id",
              Line.of(issuedOutside("DK", "GL", "FO"), DocumentType.NATIONAL_ID_CARD).photo()),
          ClassClause.of("permit", Line.of(issuedIn("DK"), DocumentType.RESIDENCE_PERMIT).photo()));

  private static final List<ClassClause> PLAIN =
      List.of(
          ClassClause.of(
              "residence-certificate", Line.of(DK_GL, DocumentType.RESIDENCE_CERTIFICATE)),
          ClassClause.of("personal-certificate", Line.of(REALM, DocumentType.PERSONAL_CERTIFICATE)),
          ClassClause.of("baptism-certificate", Line.of(REALM, DocumentType.BAPTISM_CERTIFICATE)),
          ClassClause.of("birth-certificate", Line.of(REALM, DocumentType.BIRTH_CERTIFICATE)),
          ClassClause.of(
              "health-card",
              Line.of(DK_GL, DocumentType.HEALTH_INSURANCE_CARD).alsoAsApp(),
              Line.of(DK_GL, DocumentType.SPECIAL_HEALTH_INSURANCE_CARD)));

  private static final Set<String> PICTURE_IDS = ids(PICTURE);
  private static final Set<String> PLAIN_IDS = ids(PLAIN);

  static final PackClauses PACK =
      new PackClauses(
          "mitid-herning",
          Stream.of(PICTURE, PLAIN).flatMap(List::stream).toList(),
          List.of(
              one("single", d -> d.isOneOf(PICTURE_IDS) && d.cprShown()),
              oneOfEach(
                  "photo-and-cpr-evidence",
                  d -> d.isOneOf(PICTURE_IDS),
                  d -> d.isOneOf(PLAIN_IDS) && d.cprShown()),
              twoOf("two-documents", PLAIN_IDS, pair -> true)),
          PLAIN_IDS,
          Map.of(),
          false);

  private HerningClauses() {}

  private static Set<String> ids(List<ClassClause> classes) {
    return classes.stream().map(ClassClause::id).collect(Collectors.toUnmodifiableSet());
  }
}
