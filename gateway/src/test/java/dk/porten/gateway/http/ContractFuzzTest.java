package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The gateway's readers refuse what the contract refuses, and nothing else. That the contract
 * allows what they take is checked of every request of every test (see {@link ContractCheck}).
 *
 * <p>{@code -Dfuzz.requests=N} asks a tenth of so many, {@code -Dfuzz.seed=N} others.
 */
final class ContractFuzzTest {
  private static final long REQUESTS = Long.getLong("fuzz.requests", 40_000) / 10;
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_203);

  /** Faults that JSON Schema cannot tell, as path, code and pointer, each with the reason. */
  private static final Map<Pattern, String> BEYOND_SCHEMAS =
      Map.of(
          Pattern.compile(" duplicate-key "), "a schema sees members after they were told apart",
          Pattern.compile(" not-text "), "a schema's text may be any sequence of code units",
          Pattern.compile(" empty /reason$"), "white space of all scripts",
          Pattern.compile(" cpr-number-shaped /reason$"), "digits of all scripts, loosely joined",
          Pattern.compile(" unknown-value .*/issuer$"), "the countries are those of ISO 3166-1",
          Pattern.compile("/attestations out-of-range /on$"), "the bounds move with the day",
          Pattern.compile(" wrong-type .*/(bringLimit|holdSeconds|suggestions|year)$"),
              "to a schema 1.0 and 1e1 are integers");

  private record Kind(String path, Supplier<byte[]> requests) {}

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void request_any_isRefusedExactlyIfTheContractRefusesIt() {
    List<Kind> kinds = kinds(new RandomRequests(SEED));
    Map<String, Integer> outcomes = new HashMap<>();

    for (int i = 0; i < REQUESTS; i++) {
      Kind kind = kinds.get(i % kinds.size());
      byte[] body = kind.requests.get();

      String outcome = outcome(kind.path, body, "fuzz-" + i);

      assertThat(outcome)
          .as(() -> "seed %d: %s %s".formatted(SEED, kind.path, HexFormat.of().formatHex(body)))
          .doesNotStartWith("differs");
      outcomes.merge(outcome, 1, Integer::sum);
    }

    System.out.println("Requests and the contract by fuzz, seed " + SEED + ": " + outcomes);
    assertThat(outcomes.get("taken")).isGreaterThan((int) REQUESTS / 10);
    assertThat(outcomes.get("refused by both")).isGreaterThan((int) REQUESTS / 10);
  }

  private static String outcome(String path, byte[] body, String key) {
    Reply reply =
        GATEWAY.send(
            "POST", path, body, "Content-Type", "application/json", "Idempotency-Key", key);
    if (reply.status() != 400) {
      return "taken";
    }
    if (reply.problem().equals("400 malformed-json")) {
      return "malformed";
    }
    var headers = Map.of("Content-Type", "application/json", "Idempotency-Key", key);
    if (!ContractCheck.isAllowed(new SentRequest("POST", path, headers, Buffer.buffer(body)))) {
      return "refused by both";
    }
    List<String> faults =
        reply.objects("errors").stream()
            .map(fault -> path + " " + fault.getString("code") + " " + fault.getString("pointer"))
            .toList();
    return faults.stream().anyMatch(ContractFuzzTest::isBeyondSchemas)
        ? "beyond schemas"
        : "differs: " + faults;
  }

  private static boolean isBeyondSchemas(String fault) {
    return BEYOND_SCHEMAS.keySet().stream().anyMatch(beyond -> beyond.matcher(fault).find());
  }

  private static List<Kind> kinds(RandomRequests random) {
    GATEWAY.clock().set("2026-12-03T09:00:00Z");
    return List.of(
        new Kind("/v1/user-id-checks", random::userIdCheck),
        new Kind("/v1/user-id-checks/batch", random::batch),
        new Kind("/v1/user-id-holds", random::hold),
        new Kind("/v1/user-id-releases", random::release),
        new Kind("/v1/user-id-history", random::userIdHistory),
        new Kind("/v1/document-checks", random::documentCheck),
        new Kind("/v1/witness-checks", random::witnessCheck),
        new Kind("/v1/visit-checks", random::visitCheck),
        new Kind("/v1/attestations", random::witnessCheck),
        new Kind(
            "/v1/attestations/3c1f6a0b-7d52-4e88-9a6e-5b0f2d417c93/void", random::attestationVoid),
        new Kind("/v1/witness-history", random::witnessHistory));
  }
}
