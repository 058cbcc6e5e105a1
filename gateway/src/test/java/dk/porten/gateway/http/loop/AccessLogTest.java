package dk.porten.gateway.http.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.http.RunningGateway;
import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.metrics.EndpointName;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A line for each request, with nothing of what it asked. */
final class AccessLogTest {
  private static final String TRACEPARENT =
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private static final List<String> NOT_SERVED =
      List.of(
          "secret\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: t\r\nX-Secret: a\r\n b\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: t\r\nX-Secret: " + "s".repeat(20_000) + "\r\n\r\n",
          "GET /secret" + "s".repeat(5_000) + " HTTP/1.1\r\nHost: t\r\n\r\n",
          "GET /secret HTTP/3.0\r\nHost: t\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: secret, chunked\r\n\r\n",
          "POST / HTTP/1.1\r\nHost: t\r\nExpect: secret\r\n\r\n");

  private static final Clock CLOCK = new TestClock("2026-12-01T08:00:00Z");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir Path folder;

  @Test
  void requests_answered_areALineEachWithNothingPersonal() throws IOException {
    Path file = Files.writeString(folder.resolve("access.log"), "kept\n");
    try (RunningGateway gateway =
        RunningGateway.start(DATABASE.address(), "GATEWAY_ACCESS_LOG", file.toString())) {
      gateway.post(
          "/v1/user-id-checks?secret", "{\"userId\":\"secret\"}", "X-Request-Id", "a\"b\\c");
      gateway.post("/v1/user-id-checks", "{\"userId\":\"secret\"}", "Authorization", "");
      gateway.get("/v1/user-id-holds/secret");
      gateway.get("/v1/secret", "X-Request-Id", "x".repeat(64));
      gateway.send("SECRET", "/v1/reason-codes", new byte[0]);
      gateway.get("/v1/nothing", "traceparent", TRACEPARENT, "X-Request-Id", "a");
      gateway.get("/v1/nothing", "traceparent", TRACEPARENT);
      assertThat(gateway.metric("porten_access_log_dropped_total")).isZero();
    }

    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).isEqualTo("kept");
    assertThat(lines).noneMatch(line -> line.contains("ecret") || line.contains("SECRET"));
    assertThat(lines.subList(1, lines.size()))
        .extracting(AccessLogTest::withoutWhatVaries)
        .containsExactly(
            "POST user-id-checks 200 available",
            "POST user-id-checks 401 unauthorized",
            "GET user-id-hold 404 hold-not-found",
            "GET none 404 not-found",
            "other reason-codes 405 method-not-allowed",
            "GET none 404 not-found",
            "GET none 404 not-found");
    assertThat(new JsonObject(lines.get(1)).getString("requestId")).isEqualTo("a\"b\\c");
    assertThat(new JsonObject(lines.get(4)).getString("requestId")).isEqualTo("x".repeat(64));
    assertThat(new JsonObject(lines.get(1)).fieldNames())
        .containsExactly(
            "time",
            "requestId",
            "client",
            "endpoint",
            "method",
            "status",
            "outcome",
            "durationMicros");
    assertThat(new JsonObject(lines.get(1)).getString("client")).matches("#[0-9a-f]{12}");
    assertThat(new JsonObject(lines.get(6)).fieldNames())
        .containsExactly(
            "time",
            "requestId",
            "traceId",
            "endpoint",
            "method",
            "status",
            "outcome",
            "durationMicros");
    assertThat(new JsonObject(lines.get(6)).getString("requestId")).isEqualTo("a");
    assertThat(new JsonObject(lines.get(6)).getString("traceId"))
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(new JsonObject(lines.get(7)).getString("requestId"))
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7");
    assertThat(new JsonObject(lines.get(1)).getString("time"))
        .isEqualTo("2026-12-01T08:00:00.000Z");
  }

  @Test
  void requests_notServed_areALineEachWithNothingPersonal() throws IOException {
    Path file = folder.resolve("access.log");
    try (RunningGateway gateway =
        RunningGateway.start(DATABASE.address(), "GATEWAY_ACCESS_LOG", file.toString())) {
      for (String request : NOT_SERVED) {
        gateway.sendRaw(request.getBytes(UTF_8));
      }
      assertThat(
              gateway.metric(
                  "porten_requests_seconds_count{endpoint=\"none\",outcome=\"uri-too-long\"}"))
          .isEqualTo(1);
    }

    assertThat(Files.readAllLines(file))
        .noneMatch(line -> line.contains("ecret"))
        .extracting(AccessLogTest::withoutWhatVaries)
        .containsExactlyInAnyOrder(
            "other none 400 invalid-request",
            "POST none 400 invalid-request",
            "GET none 431 header-fields-too-large",
            "other none 414 uri-too-long",
            "GET none 505 http-version-not-supported",
            "POST none 501 unknown-transfer-coding",
            "POST none 417 expectation-failed");
  }

  @Test
  void lines_ofSeveralLoops_areAllThere() throws IOException {
    Path file = folder.resolve("access.log");
    try (AccessLog log = AccessLog.open(file, new TestClock("2026-12-01T08:00:59.987Z"))) {
      List<LoopLog> loops = List.of(log.ofLoop(), log.ofLoop());
      for (int i = 0; i < 1_000; i++) {
        add(loops.get(i % 2), "r" + i);
      }
    }

    assertThat(Files.readAllLines(file))
        .hasSize(1_000)
        .allMatch(line -> line.startsWith("{\"time\":\"2026-12-01T08:00:59.987Z\""))
        .extracting(line -> new JsonObject(line).getString("requestId"))
        .doesNotHaveDuplicates();
  }

  @Test
  void file_newOrOfAnEarlierRelease_isReadByOwnerAndGroupOnly() throws IOException {
    Path made = folder.resolve("made.log");
    AccessLog.open(made, CLOCK).close();
    Path found = Files.createFile(folder.resolve("found.log"));
    Files.setPosixFilePermissions(found, PosixFilePermissions.fromString("rw-rw-r--"));
    AccessLog.open(found, CLOCK).close();

    assertThat(modeOf(made)).isEqualTo("rw-r-----");
    assertThat(modeOf(found)).isEqualTo("rw-r-----");
  }

  @Test
  void file_movedAway_isMadeAnewWithItsMode() throws IOException {
    Path file = folder.resolve("access.log");
    Path moved = folder.resolve("access.log.1");
    try (AccessLog log = AccessLog.open(file, CLOCK)) {
      LoopLog loop = log.ofLoop();
      add(loop, "before");
      Eventually.holds("it is written", () -> sizeOf(file) > 0);
      Files.move(file, moved);
      Eventually.holds("it is made anew", () -> Files.exists(file));
      add(loop, "after");
      Eventually.holds("it is written again", () -> sizeOf(file) > 0);
    }

    assertThat(moved).content().contains("before").doesNotContain("after");
    assertThat(file).content().contains("after").doesNotContain("before");
    assertThat(modeOf(file)).isEqualTo("rw-r-----");
  }

  @Test
  void lines_moreThanThereIsRoomFor_areDroppedAndCounted() {
    var loop = new LoopLog(new TestClock("2026-12-01T08:00:00Z"));
    int added = 0;
    while (loop.dropped() < 10) {
      add(loop, "\"".repeat(64));
      added++;
    }

    ByteBuffer lines = loop.take();
    assertThat(lines.capacity() - lines.limit()).isBetween(0, 512);
    assertThat(UTF_8.decode(lines).toString().lines()).hasSize(added - 10);
    add(loop, "again");
    assertThat(loop.dropped()).isEqualTo(10);
    assertThat(UTF_8.decode(loop.take()).toString().lines()).hasSize(1);
    assertThat(loop.take().hasRemaining()).isFalse();
  }

  private static String modeOf(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static long sizeOf(Path file) {
    return file.toFile().length();
  }

  private static void add(LoopLog loop, String requestId) {
    loop.add(requestId, null, null, EndpointName.USER_ID_CHECKS, "POST", 200, "available", 123_456);
  }

  private static String withoutWhatVaries(String line) {
    var json = new JsonObject(line);
    assertThat(json.getLong("durationMicros")).isBetween(0L, 60_000_000L);
    return String.join(
        " ",
        json.getString("method"),
        json.getString("endpoint"),
        json.getInteger("status").toString(),
        json.getString("outcome"));
  }
}
