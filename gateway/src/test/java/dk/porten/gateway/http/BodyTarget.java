package dk.porten.gateway.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Bodies of checks: read from the tape they say, or refuse, the same as read from a tree. */
public final class BodyTarget {
  private static final List<RequestKind<?>> KINDS = kinds(new RandomRequests(1));
  private static final int SEEDS_OF_A_KIND = 60;

  private BodyTarget() {}

  /** Reads a body; the byte before it says of which kind and how many faults are told. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    RequestKind<?> kind = KINDS.get((input[0] & 0x7F) % KINDS.size());
    int maxFaults = input[0] < 0 ? 2 : 1_000;
    byte[] body = Arrays.copyOfRange(input, 1, input.length);

    Object expected = kind.expected(body.clone(), maxFaults);
    Object outcome = kind.outcome(body.clone(), maxFaults);

    if (!expected.equals(outcome)) {
      throw new AssertionError(outcome + " and not " + expected);
    }
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() {
    List<RequestKind<?>> kinds = kinds(new RandomRequests(2));
    List<byte[]> seeds = new ArrayList<>();
    for (int i = 0; i < kinds.size() * SEEDS_OF_A_KIND; i++) {
      int kind = i % kinds.size();
      byte[] body = kinds.get(kind).requests().get();
      byte[] seed = new byte[1 + body.length];
      seed[0] = (byte) kind;
      System.arraycopy(body, 0, seed, 1, body.length);
      seeds.add(seed);
    }
    return seeds;
  }

  private static List<RequestKind<?>> kinds(RandomRequests requests) {
    try {
      return RequestKind.all(requests);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
