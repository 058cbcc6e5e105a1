package dk.porten.gateway.auth;

import java.util.Locale;

/** What came of fetching the issuer's keys. */
enum KeyFetch {
  OK,
  /** Nobody listens at its address. */
  REFUSED,
  UNKNOWN_HOST,
  NOT_FOUND,
  /** Another status than 200 and 404. */
  OTHER_STATUS,
  TLS,
  /** No answer, or no end of it, in time. */
  SLOW,
  CUT_OFF,
  /** What was answered is of no use: no key set, none with a key to use, too large. */
  NO_KEY_SET,
  /** Its discovery names another issuer, or keys at a place that is not secure. */
  OTHER_ISSUER,
  /** It is a file that cannot be read. */
  UNREADABLE,
  /** The gateway stops. */
  STOPPED;

  /** Returns the name in metrics. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
