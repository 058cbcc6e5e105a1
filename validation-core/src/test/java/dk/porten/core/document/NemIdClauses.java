package dk.porten.core.document;

import static dk.porten.core.document.PackClauses.issuedAnywhere;
import static dk.porten.core.document.PackClauses.issuedIn;
import static dk.porten.core.document.PackClauses.one;
import static dk.porten.core.document.PackClauses.twoOf;

import dk.porten.core.document.PackClauses.ClassClause;
import dk.porten.core.document.PackClauses.Line;
import dk.porten.core.fact.DocumentType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The document clauses of {@code nemid-herning} (D30, D32). */
final class NemIdClauses {

  private static final Predicate<String> DK = issuedIn("DK");
  private static final Predicate<String> DK_GL = issuedIn("DK", "GL");
  private static final Predicate<String> REALM = issuedIn("DK", "GL", "FO");

  /** The members of the EU, and of the EEA besides. */
  private static final Predicate<String> EEA =
      issuedIn(
          "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
          "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO");

  private static final List<ClassClause> PICTURE =
      List.of(
          ClassClause.of(
              "licence",
              Line.of(EEA.or(issuedIn("GL", "FO")), DocumentType.DRIVING_LICENCE).photo()),
          ClassClause.of("licence-app", Line.of(DK, DocumentType.DRIVING_LICENCE).onlyAsApp()),
          ClassClause.of("moped-certificate", Line.of(DK, DocumentType.MOPED_CERTIFICATE).photo()),
          ClassClause.of("armed-forces-id", Line.of(DK, DocumentType.ARMED_FORCES_ID_CARD).photo()),
          ClassClause.of("police-id", Line.of(DK, DocumentType.POLICE_ID_CARD).photo()),
          ClassClause.of("bank-id", Line.of(DK, DocumentType.BANK_ID_CARD).photo()),
          ClassClause.of("passport", Line.of(issuedAnywhere(), DocumentType.PASSPORT).photo()),
          ClassClause.of(
              "nato-passport", Line.of(issuedAnywhere(), DocumentType.NATO_PASSPORT).photo()),
          ClassClause.of(
              "national-id",
              Line.of(EEA.or(issuedIn("CH")), DocumentType.NATIONAL_ID_CARD).photo()),
          ClassClause.of("permit", Line.of(DK, DocumentType.RESIDENCE_PERMIT).photo()));

  private static final List<ClassClause> PLAIN =
      List.of(
          ClassClause.of("personal-certificate", Line.of(REALM, DocumentType.PERSONAL_CERTIFICATE)),
          ClassClause.of("baptism-certificate", Line.of(REALM, DocumentType.BAPTISM_CERTIFICATE)),
          ClassClause.of("name-certificate", Line.of(REALM, DocumentType.NAME_CERTIFICATE)),
          ClassClause.of(
              "health-card", Line.of(DK_GL, DocumentType.HEALTH_INSURANCE_CARD).alsoAsApp()),
          ClassClause.of(
              "special-health-card", Line.of(DK_GL, DocumentType.SPECIAL_HEALTH_INSURANCE_CARD)),
          ClassClause.of(
              "residence-certificate", Line.of(DK_GL, DocumentType.RESIDENCE_CERTIFICATE)),
          ClassClause.of(
              "tax",
              Line.of(
                  DK,
                  DocumentType.TAX_ASSESSMENT_NOTICE,
                  DocumentType.PRELIMINARY_INCOME_ASSESSMENT)),
          ClassClause.of("benefit", Line.of(DK, DocumentType.PUBLIC_BENEFIT_DOCUMENTATION)));

  private static final Set<String> PICTURE_IDS = ids(PICTURE);
  private static final Set<String> PERMIT = Set.of("permit");
  private static final Set<String> PLAIN_IDS = ids(PLAIN);
  private static final Set<String> ANCHORS =
      Set.of("baptism-certificate", "name-certificate", "residence-certificate", "health-card");

  static final PackClauses PACK =
      new PackClauses(
          "nemid-herning",
          Stream.of(PICTURE, PLAIN).flatMap(List::stream).toList(),
          List.of(
              one("single", d -> d.isOneOf(PICTURE_IDS) && (!d.isOneOf(PERMIT) || d.cprShown())),
              twoOf("two-documents", PLAIN_IDS, pair -> !Collections.disjoint(pair, ANCHORS))),
          PLAIN_IDS,
          Map.of(),
          false);

  private NemIdClauses() {}

  private static Set<String> ids(List<ClassClause> classes) {
    return classes.stream().map(ClassClause::id).collect(Collectors.toUnmodifiableSet());
  }
}
