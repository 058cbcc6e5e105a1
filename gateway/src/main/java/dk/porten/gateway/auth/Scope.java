package dk.porten.gateway.auth;

import java.util.Locale;

/** What a caller may do. */
public enum Scope {
  CHECK,
  RESERVE,
  ATTEST,
  SUPPORT;

  private final String code = name().toLowerCase(Locale.ROOT);

  /** Returns the name in tokens. */
  public String code() {
    return code;
  }
}
