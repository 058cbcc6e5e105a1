package dk.porten.gateway.ledger;

/** What became of a request to record an attestation. */
public enum RecordingOutcome {
  RECORDED,
  /** The witness's quota has no place left on that day, and nothing else speaks against it. */
  EXHAUSTED,
  /** The person may not be the witness, or it is not known whether. */
  NOT_ELIGIBLE
}
