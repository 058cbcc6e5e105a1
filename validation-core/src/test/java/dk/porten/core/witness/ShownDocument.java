package dk.porten.core.witness;

import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.Set;

/** Whether a document is one that the pack takes from a witness, as W3 and D1–D8 read. */
@FunctionalInterface
interface ShownDocument {

  Truth isAccepted(Document document, LocalDate on, Venue venue);

  /** Classes 1–11 of {@code mitid-national} under D1–D8; none of them is a paper of D3 or D4. */
  static Truth national(Document document, LocalDate on, Venue venue) {
    boolean isListed =
        document.form() == DocumentForm.APP
            ? document.type() == DocumentType.DRIVING_LICENCE && isFrom(document, "DK")
            : document.photo() && isNationalCard(document, venue);
    if (!isListed || isExpired(document, on) || document.temporary()) {
      return Truth.FALSE;
    }
    if (document.nameMatchesCpr() != Truth.TRUE) {
      return document.nameMatchesCpr();
    }
    return isExpiryKnown(document) ? Truth.TRUE : Truth.UNKNOWN;
  }

  /** Passport or driving licence of DK or GL, the licence also as an app, under D1 and D2. */
  static Truth herning(Document document, LocalDate on, Venue venue) {
    boolean isLicence = document.type() == DocumentType.DRIVING_LICENCE;
    boolean isPassport = document.type() == DocumentType.PASSPORT;
    boolean isListed =
        isFrom(document, "DK", "GL")
            && (document.form() == DocumentForm.APP
                ? isLicence
                : document.photo() && (isLicence || isPassport));
    if (!isListed || isExpired(document, on) || document.temporary()) {
      return Truth.FALSE;
    }
    return isExpiryKnown(document) ? Truth.TRUE : Truth.UNKNOWN;
  }

  private static boolean isNationalCard(Document document, Venue venue) {
    return switch (document.type()) {
      case DRIVING_LICENCE ->
          isFrom(document, "DK", "GL")
              || (isFrom(document, "FO") && venue == Venue.FAROE_HIGH_COMMISSIONER);
      case PASSPORT -> true; // classes 4, 8 and 11 together: of any country
      case NATIONAL_ID_CARD -> !isFrom(document, "DK", "GL", "FO");
      case MUNICIPAL_ID_CARD -> isFrom(document, "DK", "GL");
      case RESIDENCE_PERMIT, FOREIGN_MINISTRY_ID_CARD -> isFrom(document, "DK");
      default -> false;
    };
  }

  private static boolean isFrom(Document document, String... countries) {
    Country issuer = document.issuer();
    return issuer != null && Set.of(countries).contains(issuer.code());
  }

  private static boolean isExpired(Document document, LocalDate on) {
    LocalDate expiresOn = document.expiresOn();
    return expiresOn != null && expiresOn.isBefore(on);
  }

  /** All types that are listed carry an expiry date. */
  private static boolean isExpiryKnown(Document document) {
    return document.expiresOn() != null || document.noExpiryDate();
  }
}
