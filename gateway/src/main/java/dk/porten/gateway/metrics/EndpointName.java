package dk.porten.gateway.metrics;

import java.util.Locale;

/** The endpoints, as metrics name them. */
public enum EndpointName {
  USER_ID_CHECKS,
  USER_ID_CHECKS_BATCH,
  DOCUMENT_CHECKS,
  WITNESS_CHECKS,
  ATTESTATIONS,
  ATTESTATION_VOID,
  WITNESS_HISTORY,
  RULE_PACKS,
  RULE_PACK,
  REASON_CODES,
  OPENAPI,
  /** A request that no endpoint took. */
  NONE;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the label's value. */
  public String label() {
    return label;
  }
}
