package dk.porten.gateway.tls;

import java.util.Set;

/**
 * The versions of TLS that callers may speak, and their cipher suites: only those with forward
 * secrecy and authenticated encryption (RFC 9325).
 */
public enum TlsVersions {
  /** 1.3 alone. */
  ONLY_1_3,
  /** 1.2 too, for callers who have nothing better. */
  FROM_1_2;

  /**
   * Returns the versions from a number on.
   *
   * @throws IllegalArgumentException for a number that is not taken
   */
  public static TlsVersions from(String minimum) {
    return switch (minimum) {
      case "1.3" -> ONLY_1_3;
      case "1.2" -> FROM_1_2;
      default -> throw new IllegalArgumentException("1.3 or 1.2 is expected");
    };
  }

  Set<String> protocols() {
    return switch (this) {
      case ONLY_1_3 -> Set.of("TLSv1.3");
      case FROM_1_2 -> Set.of("TLSv1.3", "TLSv1.2");
    };
  }

  Set<String> suites() {
    return switch (this) {
      case ONLY_1_3 -> Set.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256");
      case FROM_1_2 ->
          Set.of(
              "TLS_AES_256_GCM_SHA384",
              "TLS_AES_128_GCM_SHA256",
              "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
              "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
              "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
              "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    };
  }
}
