package dk.porten.gateway.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

  static Optional<Scope> find(String code) {
    return Arrays.stream(values()).filter(scope -> scope.code.equals(code)).findAny();
  }
}
