package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every response has an {@code X-Request-Id}. */
final class RequestIdsTest {
  private static final String SPAN = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  static Stream<String> fit() {
    return Stream.of("a", "booking-7f3a", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "x".repeat(64));
  }

  static Stream<String> unfit() {
    return Stream.of("", " ", "a b", "a\tb", "x".repeat(65), "\u00e6", "a\u007f");
  }

  @ParameterizedTest
  @MethodSource("fit")
  void answer_callersId_isEchoed(String id) throws Exception {
    assertThat(ask(id).header("x-request-id")).isEqualTo(id);
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void answer_unfitId_isReplaced(String id) throws Exception {
    assertThat(ask(id).header("x-request-id")).isNotEqualTo(id).matches("[0-9a-z-]{4,64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like",
      })
  void answer_traceAndNoFitId_hasThatOfTheCallersSpan(String traceparent) throws Exception {
    assertThat(traced(traceparent, "").header("x-request-id")).isEqualTo(SPAN);
    assertThat(traced(traceparent, "X-Request-Id: a b\r\n").header("x-request-id")).isEqualTo(SPAN);
    assertThat(traced(traceparent, "X-Request-Id: booking-7f3a\r\n").header("x-request-id"))
        .isEqualTo("booking-7f3a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\ntraceparent: x",
      })
  void answer_noTraceByTheStandard_hasAnIdOfItsOwn(String traceparent) throws Exception {
    assertThat(traced(traceparent, "").header("x-request-id")).matches("[0-9a-z]+-[0-9a-z]{1,7}");
  }

  @Test
  void answer_noId_hasOneOfItsOwn() {
    assertThat(IntStream.range(0, 50).mapToObj(i -> id()).distinct()).hasSize(50);
  }

  @Test
  void problem_idOfTheBody_isThatOfTheHeader() {
    Reply reply = GATEWAY.get("/v1/nothing", "X-Request-Id", "booking-7f3a");

    assertThat(reply.header("x-request-id")).isEqualTo("booking-7f3a");
    assertThat(reply.json().getString("requestId")).isEqualTo("booking-7f3a");
  }

  private static String id() {
    return GATEWAY.get("/v1/reason-codes").header("x-request-id");
  }

  private static Reply traced(String traceparent, String header) throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      return connection
          .send(
              "GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nTraceparent: "
                  + traceparent
                  + "\r\n"
                  + header
                  + "\r\n")
          .read();
    }
  }

  private static Reply ask(String id) throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      return connection
          .send("GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nX-Request-Id: " + id + "\r\n\r\n")
          .read();
    }
  }
}
