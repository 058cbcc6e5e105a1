package dk.porten.core.pack;

import java.util.List;

/**
 * What a pack says of a witness (W1–W4).
 *
 * @param minimumAge in whole years
 * @param mitIdMoreThanDays the witness has had MitID for more days than this
 * @param documents the classes of which the witness must show one
 */
public record WitnessRules(
    int minimumAge,
    int mitIdMoreThanDays,
    List<DocumentClass> documents,
    Quota quota,
    String source) {

  /**
   * How often somebody may be a witness.
   *
   * @param limit at most this often
   * @param windowDays in any so many consecutive days
   */
  public record Quota(int limit, int windowDays, CountBy countBy) {}

  /** What the quota counts. */
  public enum CountBy {
    /** Every attestation. */
    EVENTS("events"),
    /** The different persons who were helped. */
    PERSONS("persons");

    private final String code;

    CountBy(String code) {
      this.code = code;
    }

    /** Returns the name in packs and answers. */
    public String code() {
      return code;
    }
  }

  public WitnessRules {
    documents = List.copyOf(documents);
  }
}
