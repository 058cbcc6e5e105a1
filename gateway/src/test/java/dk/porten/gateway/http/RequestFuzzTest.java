package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A request's question, or what is wrong with it, is the same whether it is read from the tape or
 * from a tree that another parser made.
 *
 * <p>{@code -Dfuzz.requests=N} reads so many, {@code -Dfuzz.seed=N} others.
 */
final class RequestFuzzTest {

  private static final long REQUESTS = Long.getLong("fuzz.requests", 40_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_203);
  private static final int MAX_FAULTS = 1_000;

  @Test
  void read_anyRequest_isReadAsFromATree() throws Exception {
    var requests = new RandomRequests(SEED);
    List<RequestKind<?>> kinds = RequestKind.all(requests);
    Map<String, Integer> outcomes = new HashMap<>();

    for (long i = 0; i < REQUESTS; i++) {
      RequestKind<?> kind = kinds.get((int) (i % kinds.size()));
      byte[] body = kind.requests().get();
      int maxFaults = i % 10 == 0 ? 2 : MAX_FAULTS;

      Object expected = kind.expected(body.clone(), maxFaults);
      Object outcome = kind.outcome(body.clone(), maxFaults);

      assertThat(outcome)
          .as(() -> "seed " + SEED + ": " + HexFormat.of().formatHex(body))
          .isEqualTo(expected);
      outcomes.merge(nameOf(expected), 1, Integer::sum);
    }

    System.out.println("Requests by fuzz, seed " + SEED + ": " + outcomes);
    assertThat(outcomes.values()).hasSize(3).allMatch(count -> count >= REQUESTS / 10);
  }

  private static String nameOf(Object outcome) {
    return outcome instanceof List ? "faults" : outcome instanceof Class ? "malformed" : "question";
  }
}
