package dk.porten.gateway.postgres.connection;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The pause before another try, in milliseconds: about 50, doubled from try to try up to a second,
 * and cut by up to half at random so that several gateways do not come back at once.
 */
public final class Backoff {

  private static final long FIRST = 50;
  private static final long LONGEST = 1_000;
  private static final int MOST_DOUBLINGS = 5;

  private Backoff() {}

  /**
   * Returns how long to pause.
   *
   * @param tries that have failed
   */
  public static long millis(int tries) {
    long most = Math.min(LONGEST, FIRST << Math.min(tries - 1, MOST_DOUBLINGS));
    return ThreadLocalRandom.current().nextLong(most / 2, most + 1);
  }
}
