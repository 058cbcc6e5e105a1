package dk.porten.gateway.load;

import java.util.Locale;

/** Why a line of attestations is rejected. */
enum RowFault {
  WRONG_NUMBER_OF_FIELDS,
  QUOTED,
  INVALID_SOURCE_ID,
  INVALID_DATE,
  LATER_THAN_TODAY,
  INVALID_WITNESS_ID,
  INVALID_APPLICANT_ID,
  UNKNOWN_RULE_PACK,
  RULE_PACK_NOT_IN_FORCE,
  NOT_RULED_BY_PACK,
  SAME_PERSON,
  SOURCE_ID_REUSED,
  ERASED,
  QUOTA_EXHAUSTED,
  TOO_MANY_ATTESTATIONS;

  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the name in the reject file. */
  String code() {
    return code;
  }
}
