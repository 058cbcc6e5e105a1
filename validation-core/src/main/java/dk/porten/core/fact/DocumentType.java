package dk.porten.core.fact;

import java.util.Locale;

/** A kind of paper or card that a citizen may bring (SPEC, "Documents"). */
public enum DocumentType {
  PASSPORT(Trait.PHOTO),
  DRIVING_LICENCE(Trait.PHOTO),
  RESIDENCE_PERMIT(Trait.PHOTO),
  NATIONAL_ID_CARD(Trait.PHOTO),
  MUNICIPAL_ID_CARD(Trait.PHOTO),
  FOREIGN_MINISTRY_ID_CARD(Trait.PHOTO),
  ARMED_FORCES_ID_CARD(Trait.PHOTO),
  NATO_PASSPORT(Trait.PHOTO),
  POLICE_ID_CARD(Trait.PHOTO),
  BANK_ID_CARD(Trait.PHOTO),
  MOPED_CERTIFICATE(Trait.PHOTO),
  HEALTH_INSURANCE_CARD(Trait.PLAIN),
  SPECIAL_HEALTH_INSURANCE_CARD(Trait.EXPIRING),
  RESIDENCE_CERTIFICATE(Trait.PLAIN),
  PERSONAL_CERTIFICATE(Trait.PLAIN),
  BAPTISM_CERTIFICATE(Trait.PLAIN),
  BIRTH_CERTIFICATE(Trait.PLAIN),
  BIRTH_AND_BAPTISM_CERTIFICATE(Trait.PLAIN),
  BIRTH_AND_NAME_CERTIFICATE(Trait.PLAIN),
  NAME_CERTIFICATE(Trait.PLAIN),
  CPR_NUMBER_CERTIFICATE(Trait.PLAIN),
  TAX_ASSESSMENT_NOTICE(Trait.PLAIN),
  PRELIMINARY_INCOME_ASSESSMENT(Trait.PLAIN),
  PUBLIC_BENEFIT_DOCUMENTATION(Trait.PLAIN),
  OTHER(Trait.PLAIN);

  private enum Trait {
    /** Carries a picture and an expiry date. */
    PHOTO,
    /** Carries an expiry date. */
    EXPIRING,
    PLAIN
  }

  private final Trait trait;
  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  DocumentType(Trait trait) {
    this.trait = trait;
  }

  /** Returns the name in requests, answers and packs. */
  public String code() {
    return code;
  }

  /** Says whether such a document shows a picture unless told otherwise. */
  public boolean hasPhotoByDefault() {
    return trait == Trait.PHOTO;
  }

  /** Says whether a missing expiry date is unknown rather than not there (D1). */
  public boolean hasExpiryDate() {
    return trait != Trait.PLAIN;
  }

  /** Says whether it can be judged without its issuer. */
  public boolean isIssuerOptional() {
    return this == NATO_PASSPORT;
  }
}
