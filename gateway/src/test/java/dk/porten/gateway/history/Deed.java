package dk.porten.gateway.history;

import java.util.Map;
import java.util.Random;

/** What a client does next. */
enum Deed {
  HOLD,
  SHOW_HOLD,
  CLAIM,
  LET_GO,
  FREE,
  CHECK,
  ATTEST,
  STRIKE,
  READ,
  /** The same key and body again though it was answered. */
  REPEAT,
  /** The key of an answered request with another body. */
  REUSE;

  /** How often each is done, of the sum of all. */
  static final Map<Deed, Integer> EVERYTHING =
      Map.ofEntries(
          Map.entry(HOLD, 24),
          Map.entry(SHOW_HOLD, 6),
          Map.entry(CLAIM, 12),
          Map.entry(LET_GO, 2),
          Map.entry(FREE, 10),
          Map.entry(CHECK, 14),
          Map.entry(ATTEST, 16),
          Map.entry(STRIKE, 2),
          Map.entry(READ, 4),
          Map.entry(REPEAT, 8),
          Map.entry(REUSE, 2));

  static Deed any(Map<Deed, Integer> weights, Random random) {
    int left = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
    for (Deed deed : values()) {
      left -= weights.getOrDefault(deed, 0);
      if (left < 0) {
        return deed;
      }
    }
    throw new AssertionError("weights that do not sum up");
  }
}
