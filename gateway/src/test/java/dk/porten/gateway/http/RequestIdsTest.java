package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every response has an {@code X-Request-Id}. */
final class RequestIdsTest {
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

  private static Reply ask(String id) throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      return connection
          .send("GET /v1/reason-codes HTTP/1.1\r\nHost: t\r\nX-Request-Id: " + id + "\r\n\r\n")
          .read();
    }
  }
}
