package dk.porten.gateway.http;

import static dk.porten.gateway.http.HeadRequests.HEAD;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A random request whose head came before on its connection, with other names and traces, is
 * answered as on a fresh connection: status, headers, body and the line in the access log, but for
 * ids that the gateway makes, dates and times.
 *
 * <p>{@code -Dfuzz.requests=N} asks a tenth of so many, {@code -Dfuzz.seed=N} those of another run,
 * whose seed was printed.
 */
@Timeout(1_200)
final class KnownHeadFuzzTest {
  private static final long REQUESTS = Long.getLong("fuzz.requests", 40_000) / 10;
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());
  private static final int REQUESTS_OF_A_CONNECTION = 25;
  private static final String REPEATED = "porten_heads_repeated_total";
  private static final UUID WITNESS = UUID.fromString("5f0c8a3e-9b1d-4c62-a7e4-2d8f61b0937a");

  private static final List<String> LINES =
      List.of(
          "Accept-Language: da",
          "Accept-Language: en",
          "Accept-Language: da;q=0.1, en-GB",
          "accept-language:en",
          "Accept-Encoding: gzip",
          "Origin: https://bank.example",
          "Idempotency-Key: k",
          "X-Colour: blue");

  private static final String CHECKER = "Bearer " + TestTokens.of("bank", "check");

  /** Of a caller who may not ask. */
  private static final String OTHER = "Bearer " + TestTokens.of("bank", "audit");

  private static final List<String> TOKENS =
      List.of(
          RunningGateway.TOKEN,
          RunningGateway.TOKEN,
          RunningGateway.TOKEN,
          CHECKER,
          CHECKER,
          OTHER,
          "Bearer none");

  /** An operation, a body that it takes, and random ones. */
  private record Kind(String path, String good, Supplier<byte[]> bodies) {}

  private static final String MADE_ID = "[0-9a-z]+-[0-9a-z]{1,7}";
  private static final Path LOG = emptyFile();

  @RegisterExtension
  static final RunningGateway GATEWAY =
      RunningGateway.onTestDatabase("GATEWAY_ACCESS_LOG", LOG.toString());

  private final Random random = new Random(SEED);
  private final RandomTraces traces = new RandomTraces(random);
  private final List<Set<String>> ids = new ArrayList<>();
  private final List<Kind> kinds = kinds(new RandomRequests(SEED));

  @BeforeAll
  static void recordFacts() throws Exception {
    GATEWAY.clock().set("2026-12-03T09:00:00Z");
    GATEWAY.take("stine", "stine.b", "stinestine", "aa");
    for (String on : List.of("2026-11-01", "2026-11-02", "2026-11-03")) {
      GATEWAY.attest(WITNESS, UUID.randomUUID(), on, "valid");
    }
  }

  @Test
  void request_anyAfterOneWithItsHead_isAnsweredAsOnAFreshConnection() throws Exception {
    System.out.println("Known heads and fresh connections by fuzz, seed " + SEED);
    double before = GATEWAY.metric(REPEATED);
    Map<Integer, Integer> statuses = new TreeMap<>();

    for (long asked = 0; asked < REQUESTS; ) {
      try (RawConnection kept = GATEWAY.connect()) {
        Kind kind = random(kinds);
        String head = head(kind);
        int status = 0;
        for (int i = 0; i < REQUESTS_OF_A_CONNECTION; i++, asked++) {
          switch (random.nextInt(10)) {
            case 0 -> {
              kind = random(kinds);
              head = head(kind);
              status = 0;
            }
            case 1, 2 -> head = twin(head);
            default -> {}
          }
          if (status != 200) {
            // Has the head known, and what could not be answered at once forgotten.
            kept.send(request(traces.filled(head), kind.good.getBytes(US_ASCII))).read();
          }
          String filled = traces.filled(head);
          String twistedOrNot = random.nextInt(4) == 0 ? traces.twisted(filled) : filled;
          Reply reply = compare(kept, request(twistedOrNot, kind.bodies.get()));
          status = reply.status();
          statuses.merge(status, 1, Integer::sum);
          if (reply.header("connection").equals("close")) {
            break;
          }
        }
      }
    }

    double repeated = GATEWAY.metric(REPEATED) - before;
    System.out.println("Answered: " + statuses + ", by heads that were known: " + repeated);
    assertThat(statuses).containsKeys(200, 400, 401, 403);
    // Not those that are refused, and none of a batch.
    assertThat(repeated).isGreaterThan(REQUESTS / 10.0);
    compareLines();
  }

  /** Sends a request on the connection and on one of its own; returns the answer of both. */
  private Reply compare(RawConnection kept, byte[] request) throws IOException {
    Reply expected = GATEWAY.sendRaw(request);
    Reply found = kept.send(request).read();
    assertThat(comparable(found))
        .as(() -> "seed %d: %s".formatted(SEED, HexFormat.of().formatHex(request)))
        .isEqualTo(comparable(expected));
    ids.add(Stream.of(found, expected).map(KnownHeadFuzzTest::id).collect(toSet()));
    return expected;
  }

  /** Compares the two lines of the access log for each request that was compared. */
  private void compareLines() throws IOException {
    Map<String, List<String>> lines = new HashMap<>();
    GATEWAY.restart(); // so that all have been written
    for (String line : Files.readAllLines(LOG)) {
      JsonObject told = new JsonObject(line);
      told.remove("time");
      told.remove("durationMicros");
      String id = (String) told.remove("requestId");
      lines.computeIfAbsent(id, first -> new ArrayList<>()).add(told.encode());
    }
    for (Set<String> both : ids) {
      List<String> told =
          both.stream().flatMap(id -> lines.getOrDefault(id, List.of()).stream()).toList();
      assertThat(told).as("seed %d: %s", SEED, both).hasSize(2);
      assertThat(told.get(0)).as("seed %d: %s", SEED, both).isEqualTo(told.get(1));
    }
  }

  private static String id(Reply reply) {
    return reply.header("x-request-id");
  }

  private static Path emptyFile() {
    try {
      Path file = Files.createTempFile("access", ".log");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Object> comparable(Reply reply) {
    Map<String, String> headers = new TreeMap<>(reply.headers());
    String id = id(reply);
    boolean isMade = id.matches(MADE_ID);
    headers.put("x-request-id", isMade ? "made" : id);
    headers.remove("date");
    // So much was read; ids differ in length.
    headers.remove("content-length");
    String text = isMade ? reply.text().replace('"' + id + '"', "made") : reply.text();
    return List.of(reply.status(), headers, text);
  }

  private String head(Kind kind) {
    String head = HEAD.replace("user-id-checks", kind.path);
    for (int lines = random.nextInt(3); lines > 0; lines--) {
      // Some before the length of the body, some after it.
      String next = random(List.of("Host: t", "Authorization: "));
      head = head.replace(next, random(LINES) + "\r\n" + next);
    }
    return traces.lined(head).replace(RunningGateway.TOKEN, random(TOKENS));
  }

  /** Returns a head that may have another token, and another language if it has one at all. */
  private String twin(String head) {
    return head.replaceFirst("Authorization: .*", "Authorization: " + random(TOKENS))
        .replace("Language: da\r", "Language: \r")
        .replace("Language: en\r", "Language: da\r")
        .replace("Language: \r", "Language: en\r");
  }

  private static byte[] request(String head, byte[] body) {
    var request = new ByteArrayOutputStream();
    request.writeBytes(head.replace("LENGTH", Integer.toString(body.length)).getBytes(ISO_8859_1));
    request.writeBytes(body);
    return request.toByteArray();
  }

  private <T> T random(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<Kind> kinds(RandomRequests random) {
    String witness = "{\"witness\":{\"personId\":\"%s\",\"birthDate\":\"1980-02-29\"}}";
    return List.of(
        new Kind("user-id-checks", "{\"userId\":\"stine.c\"}", random::userIdCheck),
        new Kind("document-checks", "{\"documents\":[]}", random::documentCheck),
        new Kind("witness-checks", witness.formatted(WITNESS), random::witnessCheck),
        new Kind("visit-checks", "{\"documents\":[]}", random::visitCheck),
        new Kind("user-id-checks/batch", "{\"userIds\":[\"stine\"]}", random::batch));
  }
}
