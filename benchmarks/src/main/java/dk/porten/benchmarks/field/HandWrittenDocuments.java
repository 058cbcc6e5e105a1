package dk.porten.benchmarks.field;

import static dk.porten.benchmarks.field.DocumentRuleset.INSUFFICIENT;
import static dk.porten.benchmarks.field.DocumentRuleset.NEEDS_ASSESSMENT;

import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The national rules as one writes them who needs no other: straight ifs, nothing configured. */
final class HandWrittenDocuments implements DocumentEngine<DocumentQuestion> {

  private enum Kind {
    NONE,
    LICENCE,
    LICENCE_APP,
    PASSPORT,
    PASSPORT_FOREIGN,
    PERMIT,
    MFA_CARD,
    NATIONAL_ID,
    MUNICIPAL_ID,
    HEALTH_CARD,
    RESIDENCE_CERTIFICATE,
    RESIDENCE_CERTIFICATE_FO,
    PERSONAL_CERTIFICATE,
    BAPTISM_CERTIFICATE,
    BIRTH_CERTIFICATE,
    BIRTH_AND_BAPTISM_FO,
    BIRTH_AND_NAME_FO,
    CPR_CERTIFICATE,
    TAX,
    BENEFIT
  }

  private static final Set<Kind> ALONE = EnumSet.of(Kind.LICENCE, Kind.LICENCE_APP, Kind.MFA_CARD);
  private static final Set<Kind> ALONE_WITH_CPR = EnumSet.of(Kind.PASSPORT, Kind.PERMIT);
  private static final Set<Kind> PICTURE =
      EnumSet.of(
          Kind.PERMIT, Kind.PASSPORT_FOREIGN, Kind.NATIONAL_ID, Kind.MUNICIPAL_ID, Kind.PASSPORT);
  private static final Set<Kind> CPR_EVIDENCE =
      EnumSet.of(
          Kind.HEALTH_CARD,
          Kind.RESIDENCE_CERTIFICATE,
          Kind.PERSONAL_CERTIFICATE,
          Kind.BAPTISM_CERTIFICATE,
          Kind.BIRTH_CERTIFICATE,
          Kind.CPR_CERTIFICATE,
          Kind.TAX,
          Kind.BENEFIT);
  private static final Set<Kind> ONE_OF_TWO =
      EnumSet.of(
          Kind.PERMIT,
          Kind.MUNICIPAL_ID,
          Kind.HEALTH_CARD,
          Kind.RESIDENCE_CERTIFICATE,
          Kind.PERSONAL_CERTIFICATE,
          Kind.BAPTISM_CERTIFICATE,
          Kind.CPR_CERTIFICATE,
          Kind.TAX,
          Kind.BENEFIT,
          Kind.RESIDENCE_CERTIFICATE_FO,
          Kind.BIRTH_AND_BAPTISM_FO,
          Kind.BIRTH_AND_NAME_FO);

  private record Judged(Kind kind, Truth valid, Truth cprShown) {}

  @Override
  public DocumentQuestion input(DocumentQuestion question) {
    return question;
  }

  @Override
  public String decide(DocumentQuestion input) {
    List<Document> documents = input.documents();
    var judged = new Judged[documents.size()];
    for (int i = 0; i < judged.length; i++) {
      Document document = documents.get(i);
      judged[i] =
          new Judged(
              kind(document, input.venue()),
              validity(document, input.on()),
              document.cprNumberShown());
    }
    String route = route(judged, Truth.TRUE);
    if (route != null) {
      return route;
    }
    return route(judged, Truth.UNKNOWN) == null ? INSUFFICIENT : NEEDS_ASSESSMENT;
  }

  /** Returns the first route that is met by what holds at least so surely. */
  private static @Nullable String route(Judged[] documents, Truth least) {
    for (Judged one : documents) {
      if (isAtLeast(one.valid, least)
          && (ALONE.contains(one.kind)
              || (ALONE_WITH_CPR.contains(one.kind) && isAtLeast(one.cprShown, least)))) {
        return "single";
      }
    }
    for (Judged one : documents) {
      if (isAtLeast(one.valid, least) && PICTURE.contains(one.kind)) {
        for (Judged other : documents) {
          if (isAtLeast(other.valid, least)
              && CPR_EVIDENCE.contains(other.kind)
              && isAtLeast(other.cprShown, least)) {
            return "photo-and-cpr-evidence";
          }
        }
      }
    }
    for (int i = 0; i < documents.length; i++) {
      for (int j = i + 1; j < documents.length; j++) {
        if (areTwo(documents[i], documents[j], least)) {
          return "two-documents";
        }
      }
    }
    return null;
  }

  private static boolean areTwo(Judged one, Judged other, Truth least) {
    return isAtLeast(one.valid, least)
        && isAtLeast(other.valid, least)
        && one.kind != other.kind
        && ONE_OF_TWO.contains(one.kind)
        && ONE_OF_TWO.contains(other.kind)
        && (isAtLeast(one.cprShown, least) || isAtLeast(other.cprShown, least))
        && !(one.kind == Kind.TAX && other.kind == Kind.BENEFIT)
        && !(one.kind == Kind.BENEFIT && other.kind == Kind.TAX);
  }

  private static Kind kind(Document document, Venue venue) {
    Country country = document.issuer();
    String issuer = country == null ? "" : country.code();
    if (document.form() == DocumentForm.APP) {
      return switch (document.type()) {
        case DRIVING_LICENCE -> issuer.equals("DK") ? Kind.LICENCE_APP : Kind.NONE;
        case HEALTH_INSURANCE_CARD -> isDkOrGl(issuer) ? Kind.HEALTH_CARD : Kind.NONE;
        default -> Kind.NONE;
      };
    }
    if (document.type().hasPhotoByDefault() && !document.photo()) {
      return Kind.NONE;
    }
    boolean atHighCommissioner = venue == Venue.FAROE_HIGH_COMMISSIONER;
    return switch (document.type()) {
      case PASSPORT ->
          isOfRealm(issuer) ? Kind.PASSPORT : issuer.isEmpty() ? Kind.NONE : Kind.PASSPORT_FOREIGN;
      case DRIVING_LICENCE ->
          isDkOrGl(issuer) || (issuer.equals("FO") && atHighCommissioner)
              ? Kind.LICENCE
              : Kind.NONE;
      case RESIDENCE_PERMIT -> issuer.equals("DK") ? Kind.PERMIT : Kind.NONE;
      case NATIONAL_ID_CARD -> isOfRealm(issuer) || issuer.isEmpty() ? Kind.NONE : Kind.NATIONAL_ID;
      case MUNICIPAL_ID_CARD -> isDkOrGl(issuer) ? Kind.MUNICIPAL_ID : Kind.NONE;
      case FOREIGN_MINISTRY_ID_CARD -> issuer.equals("DK") ? Kind.MFA_CARD : Kind.NONE;
      case HEALTH_INSURANCE_CARD, SPECIAL_HEALTH_INSURANCE_CARD ->
          isDkOrGl(issuer) ? Kind.HEALTH_CARD : Kind.NONE;
      case RESIDENCE_CERTIFICATE ->
          isDkOrGl(issuer)
              ? Kind.RESIDENCE_CERTIFICATE
              : issuer.equals("FO") ? Kind.RESIDENCE_CERTIFICATE_FO : Kind.NONE;
      case PERSONAL_CERTIFICATE -> isDkOrGl(issuer) ? Kind.PERSONAL_CERTIFICATE : Kind.NONE;
      case BAPTISM_CERTIFICATE -> isDkOrGl(issuer) ? Kind.BAPTISM_CERTIFICATE : Kind.NONE;
      case BIRTH_CERTIFICATE -> isDkOrGl(issuer) ? Kind.BIRTH_CERTIFICATE : Kind.NONE;
      case BIRTH_AND_BAPTISM_CERTIFICATE ->
          issuer.equals("FO") ? Kind.BIRTH_AND_BAPTISM_FO : Kind.NONE;
      case BIRTH_AND_NAME_CERTIFICATE -> issuer.equals("FO") ? Kind.BIRTH_AND_NAME_FO : Kind.NONE;
      case CPR_NUMBER_CERTIFICATE ->
          issuer.equals("FO") && atHighCommissioner ? Kind.CPR_CERTIFICATE : Kind.NONE;
      case TAX_ASSESSMENT_NOTICE, PRELIMINARY_INCOME_ASSESSMENT ->
          issuer.equals("DK") ? Kind.TAX : Kind.NONE;
      case PUBLIC_BENEFIT_DOCUMENTATION -> issuer.equals("DK") ? Kind.BENEFIT : Kind.NONE;
      case ARMED_FORCES_ID_CARD,
          NATO_PASSPORT,
          POLICE_ID_CARD,
          BANK_ID_CARD,
          MOPED_CERTIFICATE,
          NAME_CERTIFICATE,
          OTHER ->
          Kind.NONE;
    };
  }

  private static Truth validity(Document document, LocalDate on) {
    if (document.temporary() || document.nameMatchesCpr() == Truth.FALSE) {
      return Truth.FALSE;
    }
    Truth valid = document.nameMatchesCpr();
    LocalDate expiresOn = document.expiresOn();
    if (expiresOn != null) {
      if (expiresOn.isBefore(on)) {
        return Truth.FALSE;
      }
    } else if (document.type().hasExpiryDate() && !document.noExpiryDate()) {
      valid = Truth.UNKNOWN;
    }
    if (document.type() == DocumentType.PUBLIC_BENEFIT_DOCUMENTATION) {
      LocalDate issuedOn = document.issuedOn();
      if (issuedOn == null) {
        valid = Truth.UNKNOWN;
      } else if (issuedOn.isAfter(on) || issuedOn.isBefore(on.minusMonths(3))) {
        return Truth.FALSE;
      }
    } else if (document.type() == DocumentType.TAX_ASSESSMENT_NOTICE
        || document.type() == DocumentType.PRELIMINARY_INCOME_ASSESSMENT) {
      boolean isNotice = document.type() == DocumentType.TAX_ASSESSMENT_NOTICE;
      Integer year = document.year();
      if (year == null) {
        valid = Truth.UNKNOWN;
      } else if (year != (isNotice ? on.getYear() - 1 : on.getYear())) {
        return Truth.FALSE;
      }
    }
    return valid;
  }

  private static boolean isAtLeast(Truth truth, Truth least) {
    return truth.compareTo(least) >= 0;
  }

  private static boolean isDkOrGl(String issuer) {
    return issuer.equals("DK") || issuer.equals("GL");
  }

  private static boolean isOfRealm(String issuer) {
    return isDkOrGl(issuer) || issuer.equals("FO");
  }
}
