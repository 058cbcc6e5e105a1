package dk.porten.gateway.metrics;

import java.util.Locale;

/** The endpoints, as metrics name them. */
public enum EndpointName {
  USER_ID_CHECKS,
  USER_ID_CHECKS_BATCH,
  /** A batch that comes line by line. */
  USER_ID_CHECKS_STREAM,
  DOCUMENT_CHECKS,
  WITNESS_CHECKS,
  VISIT_CHECKS,
  USER_ID_HOLDS,
  USER_ID_HOLD,
  USER_ID_CLAIMS,
  USER_ID_RELEASES,
  USER_ID_HISTORY,
  ATTESTATIONS,
  ATTESTATION_VOID,
  WITNESS_HISTORY,
  GUIDANCE,
  GUIDANCE_TOPIC,
  RULE_PACKS,
  RULE_PACK,
  REASON_CODES,
  /** The page that leads to the others. */
  START,
  OPENAPI,
  DOCS,
  CONSOLE,
  /** A request that no endpoint took. */
  NONE;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the label's value. */
  public String label() {
    return label;
  }
}
