package dk.porten.gateway.history;

/** What must never happen. */
enum Clause {
  UNEXPECTED_ANSWER("an answer that the contract does not have for this request"),
  WRONG_SUBJECT("an answer about something else than was asked"),
  KEY_TWO_EFFECTS("a key is carried out once"),
  KEY_TWO_BODIES("a key belongs to one body"),
  RETRY_DIFFERS("a retried key gets the first answer, byte for byte"),
  REPLAY_UNMARKED("a replayed answer says so"),
  REPLAY_OF_NOTHING("only what was answered before is replayed"),
  REUSED_WITHOUT_CAUSE("a key is refused only beside another body"),
  EFFECT_SHARED("two keys never share an effect"),
  TWO_HOLDERS("a user ID never has two holders at once"),
  HELD_WHILE_CLAIMED("a claimed user ID is not held again until it is freed"),
  HOLD_LOST("an acknowledged hold stays until its end"),
  HOLD_OUTLIVES_ITS_END("a hold that ended is not shown as live"),
  HOLD_OF_ANOTHER("a hold is its client's alone"),
  CLAIM_LOST("an acknowledged claim stays until the user ID is freed"),
  CLAIM_UNASKED("nothing is claimed that nobody claimed"),
  CLAIM_DIFFERS("claiming twice gives the same answer"),
  CLAIM_AFTER_EXPIRY("an expired hold cannot be claimed"),
  CLAIM_AFTER_RELEASE("a released hold cannot be claimed"),
  PHANTOM_TAKEN("what is free is not refused as taken"),
  STALE_AVAILABLE("a directory complete up to asOf knows what was acknowledged before"),
  AS_OF_AHEAD("asOf is not ahead of time"),
  OWN_WRITE_UNREAD("the gateway that wrote reads its write"),
  FEED_TOO_LATE("an undisturbed gateway learns of a write in time"),
  ATTESTATION_LOST("an acknowledged attestation stays on record"),
  ATTESTATION_DIFFERS("an attestation stays as it was acknowledged"),
  COUNTED_TWICE("every attestation on record was asked for, by a key of its own"),
  FOURTH_IN_WINDOW("never more than three in any 120 days, counted as the pack counts"),
  QUOTA_WITHOUT_CAUSE("an attestation is not refused while there is a place"),
  VOID_LOST("an acknowledged void stays"),
  VOID_UNASKED("nothing is void that nobody struck"),
  VOID_DIFFERS("striking twice gives the same answer");

  private final String text;

  Clause(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return name() + " (" + text + ")";
  }
}
