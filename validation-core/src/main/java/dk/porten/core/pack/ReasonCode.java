package dk.porten.core.pack;

import java.util.Locale;

/** A stable name for why something is not so. Clause, source and sentences: {@link ReasonTexts}. */
public enum ReasonCode {
  TOO_SHORT,
  TOO_LONG,
  FORBIDDEN_CHARACTER,
  LEADING_SPACE,
  TRAILING_SPACE,
  TEN_DIGITS,
  CPR_NUMBER,

  EXPIRED,
  TEMPORARY,
  TOO_OLD,
  NOT_YET_ISSUED,
  WRONG_YEAR,
  NAME_DIFFERS,
  NOT_ACCEPTED,
  APP_NOT_ACCEPTED,
  ACCEPTED_ELSEWHERE,
  PHOTO_MISSING,
  TAX_WITH_BENEFIT,
  SAME_CLASS,
  CPR_NUMBER_NOT_SHOWN,
  MORE_DOCUMENTS_NEEDED,

  UNDER_AGE,
  MITID_TOO_NEW,
  DOCUMENT_NOT_ACCEPTED,
  QUOTA_EXHAUSTED,
  SAME_PERSON,
  PROFESSIONAL_WITNESS;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the code in answers and metrics. */
  public String code() {
    return code;
  }

  /** Returns this code's bit in a set of codes. */
  int bit() {
    return 1 << ordinal();
  }
}
