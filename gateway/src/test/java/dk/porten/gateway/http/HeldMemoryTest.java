package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What callers can have held in memory, one client and all together. */
@Timeout(180)
final class HeldMemoryTest {
  private static final String BATCH = "/v1/user-id-checks/batch";
  private static final String HELD = "porten_held_bytes";
  private static final String CUT_OFF = "porten_connections_ended_total{reason=\"held-too-much\"}";
  private static final int KIBIBYTE = 1024;

  private static final int BUDGET_KIBIBYTES = 2_048;
  private static final String BUDGETS =
      """
      default: {heldKibibytes: %1$d}
      clients: {greedy: {name: Greedy, heldKibibytes: %1$d, streams: unlimited, userIdsPerDay: unlimited, checksPerSecond: unlimited}}
      """
          .formatted(BUDGET_KIBIBYTES);
  private static final String GREEDY = BudgetedClients.token("greedy");
  private static final String[] AS_GREEDY = BudgetedClients.of("greedy");
  private static final String REFUSED =
      "porten_budget_refusals_total{budget=\"held-kibibytes\",client=\"Greedy\"}";
  private static final String NONE = "{\"userIds\":[]}";
  private static final String CHECK = "{\"userId\":\"stb\"}";

  /** Of 43 kB; its answer has 4.6 MB, of which the kernel takes a part. */
  private static final String HOSTILE =
      new JsonObject()
          .put("userIds", new JsonArray(Collections.nCopies(420, "<".repeat(100))))
          .encode();

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @TempDir static Path folder;

  private final List<RawConnection> connections = new ArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  /** Connections come to the loops in turn: with each offset the last one is on another loop. */
  @Test
  void memory_moreThanThereMayBe_whoHasMostIsCutOff_whicheverLoopNotices() throws IOException {
    for (int offset = 0; offset < 4; offset++) {
      try (RunningGateway small = GATEWAY.startAnother("GATEWAY_HELD_MEBIBYTES", "1")) {
        RawConnection largest = begin(small, BATCH, 500);
        Eventually.holds("it is let in", () -> small.metric(HELD) > 400 * KIBIBYTE);
        for (int i = 0; i < offset; i++) {
          open(small);
        }
        int others = 0;
        while (small.metric(CUT_OFF) == 0) {
          begin(small, "/v1/user-id-checks", 60);
          others++;
        }
        assertThat(others).as("as many as there is room for").isBetween(8, 14);
        assertThat(largest.endsQuietly()).isTrue();
        assertThat(small.metric("porten_connections")).isEqualTo(others + offset);
      }
    }
  }

  @Test
  void bodies_announced_countForTheirClient_whoseBatchesAndStreamsAreRefused() throws Exception {
    try (RunningGateway gateway = withBudget()) {
      for (int i = 0; i < 5; i++) {
        String head = head(GREEDY, BATCH, 500 * KIBIBYTE);
        open(gateway).send(head.replace("Host: t", "Host: t\r\nExpect: 100-continue"));
        connections.get(i).awaitContinue();
      }

      Reply refused = gateway.post(BATCH, NONE, AS_GREEDY);
      assertThat(refused.problem()).isEqualTo("429 too-many-requests");
      assertThat(refused.header("retry-after")).isEqualTo("1");
      assertThat(refused.header("ratelimit-policy")).isEqualTo("\"held-kibibytes\";q=2048");
      assertThat(StreamAnswers.ask(gateway, "{\"userId\":\"stb\"}\n", AS_GREEDY).status())
          .isEqualTo(429);
      // In one write: of a body that comes after its head the client has too much.
      RawConnection whole = open(gateway);
      whole.send(head(GREEDY, "/v1/user-id-checks", CHECK.length()) + CHECK);
      assertThat(whole.read().verdict()).isEqualTo("invalid");
      assertThat(gateway.post(BATCH, NONE).status()).isEqualTo(200);
      assertThat(gateway.count(REFUSED)).isEqualTo(2);
      close();
      Eventually.holds("there is room", () -> gateway.post(BATCH, NONE, AS_GREEDY).status() == 200);
    }
  }

  /** The answer to a batch ends when the request behind it has been taken already. */
  @Test
  void bodies_announcedBehindABatch_countAllTheSame() throws Exception {
    try (RunningGateway gateway = withBudget()) {
      for (int i = 0; i < 5; i++) {
        String before = head(GREEDY, BATCH, NONE.length()) + NONE;
        String head = head(GREEDY, BATCH, 500 * KIBIBYTE);
        open(gateway).send(before + head.replace("Host: t", "Host: t\r\nExpect: 100-continue"));
        assertThat(connections.get(i).read().status()).isEqualTo(200);
        connections.get(i).awaitContinue();
      }

      assertThat(gateway.post(BATCH, NONE, AS_GREEDY).problem()).isEqualTo("429 too-many-requests");
    }
  }

  @Test
  void stream_behindABatch_goesOnOnceItIsRead() throws Exception {
    int lines = 1_000;
    String asked = ("{\"userId\":\"" + "<".repeat(100) + "\"}\n").repeat(lines);
    try (RunningGateway gateway = GATEWAY.startAnother()) {
      String head = head(RunningGateway.TOKEN, BATCH, asked.length());
      RawConnection slow = openSlow(gateway);
      slow.send(head(RunningGateway.TOKEN, BATCH, NONE.length()) + NONE);
      slow.send(head.replace("application/json", "application/x-ndjson") + asked);
      Eventually.holds("it has to wait", () -> gateway.metric(HELD) > 64 * KIBIBYTE);

      assertThat(slow.read().status()).isEqualTo(200);
      assertThat(slow.readHead().status()).isEqualTo(200);
      long ends = 0;
      for (byte[] chunk = slow.readChunk(); chunk.length > 0; chunk = slow.readChunk()) {
        ends += new String(chunk, StandardCharsets.UTF_8).chars().filter(c -> c == '\n').count();
      }
      assertThat(ends).isEqualTo(lines);
    }
  }

  @Test
  void bodies_ofOneClientHalfSent_leaveTheOthersTheirBatches() throws Exception {
    try (RunningGateway gateway = withBudget()) {
      String half = head(GREEDY, BATCH, 500 * KIBIBYTE) + " ".repeat(400 * KIBIBYTE);
      for (int i = 0; i < 12; i++) {
        open(gateway).send(half);
      }
      Eventually.holds("most are refused", () -> gateway.count(REFUSED) >= 12 - 5);
      Eventually.holds("the others are read", () -> gateway.metric(HELD) >= 3 * 400 * KIBIBYTE);

      assertThat(gateway.post(BATCH, NONE).status()).isEqualTo(200);
      assertThat(gateway.metric(CUT_OFF)).isZero();
    }
  }

  @Test
  void bodies_ofOneClientShortAndHalfSent_areRefusedBeyondItsBudget() throws Exception {
    int announced = 8 * KIBIBYTE - 1;
    int sent = 600;
    try (RunningGateway gateway = withBudget()) {
      for (int i = 0; i < sent; i++) {
        String head = head(GREEDY, "/v1/user-id-checks", announced);
        open(gateway).send(head + " ".repeat(announced - 1));
      }
      Eventually.holds(
          "the others are refused", () -> gateway.count(REFUSED) == sent - BUDGET_KIBIBYTES / 8);

      assertThat(connections.get(sent - 1).readUnchecked().problem())
          .isEqualTo("429 too-many-requests");
      Eventually.holds(
          "the refusals are sent", () -> gateway.metric(HELD) <= BUDGET_KIBIBYTES * KIBIBYTE);
      assertThat(gateway.post(BATCH, NONE).status()).isEqualTo(200);
    }
  }

  /**
   * All bodies are let in, and nearly are the budget; only then it shows how long the answers
   * become. With less in the bodies all may have begun before the kernel takes no more.
   */
  @Test
  void answers_ofOneClientNotRead_areBounded() throws Exception {
    int callers = BUDGET_KIBIBYTES * KIBIBYTE / HOSTILE.length();
    int begun = HOSTILE.length() - 1;
    try (RunningGateway gateway = withBudget()) {
      for (int i = 0; i < callers; i++) {
        openSlow(gateway).send(head(GREEDY, BATCH, HOSTILE.length()) + HOSTILE.substring(0, begun));
      }
      Eventually.holds("all are let in", () -> gateway.metric(HELD) >= callers * begun);
      assertThat(gateway.count(REFUSED)).isZero();
      for (RawConnection connection : connections) {
        connection.send(HOSTILE.substring(begun));
      }
      Eventually.holds("some get no answer", () -> gateway.count(REFUSED) > 0);
      Eventually.holds(
          "who does not read is cut off",
          () -> gateway.metric(HELD) <= BUDGET_KIBIBYTES * KIBIBYTE);
      Eventually.holds("others get theirs", () -> gateway.post(BATCH, NONE).status() == 200);
    }
  }

  private RawConnection open(RunningGateway gateway) throws IOException {
    connections.add(gateway.connect());
    return connections.get(connections.size() - 1);
  }

  /** Opens a connection that takes little of what is not read. */
  private RawConnection openSlow(RunningGateway gateway) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(4 * KIBIBYTE);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()));
    connections.add(new RawConnection(socket));
    return connections.get(connections.size() - 1);
  }

  /** Half of what it may hold is twice the budget. */
  private static RunningGateway withBudget() throws IOException {
    Path budgets = Files.writeString(folder.resolve("budgets.yaml"), BUDGETS);
    return GATEWAY.startAnother(
        "GATEWAY_BUDGETS", budgets.toString(), "GATEWAY_HELD_MEBIBYTES", "8");
  }

  /** Sends all of a body but its end. */
  private RawConnection begin(RunningGateway gateway, String path, int kibibytes)
      throws IOException {
    return open(gateway)
        .send(head(RunningGateway.TOKEN, path, kibibytes * KIBIBYTE))
        .send(" ".repeat(kibibytes * KIBIBYTE - 1));
  }

  private static String head(String token, String path, int bytes) {
    return "POST %s HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nAuthorization: %s\r\nContent-Length: %d\r\n\r\n"
        .formatted(path, token, bytes);
  }
}
