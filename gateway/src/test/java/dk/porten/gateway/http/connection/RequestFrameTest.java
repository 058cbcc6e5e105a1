package dk.porten.gateway.http.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the parts of a request are, of one that cannot be read in two ways. */
final class RequestFrameTest {
  private static final String LINE = "POST /v1/user-id-checks HTTP/1.1\r\n";
  private static final String HOST = "Host: t\r\n";

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 12", "content-length:12", "CONTENT-LENGTH: 12"})
  void find_plainRequest_tellsItsParts(String told) {
    String head = LINE + told + "\r\n" + HOST + "\r\n";

    RequestFrame frame = find(head + "{\"userId\":");

    int digits = head.indexOf("12\r\n");
    var length = new Hole(Hole.Value.LENGTH, digits, digits + 2);
    assertThat(frame)
        .isEqualTo(new RequestFrame(List.of(length), head.length(), head.length() + 12));
  }

  @Test
  void find_headWithNamesOfTheRequest_hasHolesForThem() {
    String head =
        LINE
            + "X-Forwarded-For: 192.0.2.1, a\r\nx-request-id:b\r\nContent-Length: 12\r\n"
            + "Traceparent:  c\r\ntracestate: d=1\r\ntracestate:\r\nauthorization: e f\r\n\r\n";

    List<Hole> holes = Objects.requireNonNull(find(head + "{\"userId\":")).holes();

    assertThat(holes)
        .extracting(hole -> hole.value() + "=" + head.substring(hole.from(), hole.to()))
        .containsExactly(
            "UNREAD=192.0.2.1, a",
            "REQUEST_ID=b",
            "LENGTH=12",
            "TRACE_PARENT= c",
            "UNREAD=d=1",
            "UNREAD=",
            "AUTHORIZATION=e f");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "~", "a b", "192.0.2.1, 192.0.2.2", "!\"#$%&'()*+,-./:;<=>?@"})
  void endOfValue_plain_isThatOfTheLine(String value) {
    byte[] line = ("X:" + value + "\r\n").getBytes(ISO_8859_1);

    assertThat(Hole.endOfValue(line, 2, line.length)).isEqualTo(line.length - 2);
    assertThat(Hole.endOfValue(line, 2, line.length - 2)).isEqualTo(line.length - 2);
  }

  @Test
  void endOfValue_anyByteAtAnyPlace_isWhereOneByOneItEnds() {
    for (int at = 0; at < 20; at++) {
      for (int b = 0; b < 256; b++) {
        byte[] line = "abcdefghijklmnopqrstu\r\n".getBytes(ISO_8859_1);
        line[at] = (byte) b;
        int end = b >= ' ' && b <= '~' ? 21 : at;
        boolean isNone = end == 0 || line[0] == ' ' || line[end - 1] == ' ';

        assertThat(Hole.endOfValue(line, 0, line.length))
            .as("byte %d at %d", b, at)
            .isEqualTo(isNone ? -1 : end);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "\ta", "\u00e6", "\0"})
  void endOfValue_thatMayBeReadOtherwise_isNone(String value) {
    byte[] line = ("X:" + value + "\r\n").getBytes(ISO_8859_1);

    assertThat(Hole.endOfValue(line, 2, line.length)).isNegative();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u00e6", "a\u007f", "a\0", "a\t", "a\nb", "a\u001f"})
  void endOfValue_thatGoesOnUnusually_isBeforeThat(String value) {
    byte[] line = ("X:" + value + "\r\n").getBytes(ISO_8859_1);

    assertThat(Hole.endOfValue(line, 2, line.length)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Length: 0\r\n",
        "Content-Length: 012\r\n",
        "Content-Length: +12\r\n",
        "Content-Length: 123456\r\n",
        "Content-Length: 12 \r\n",
        "Content-Length:  12\r\n",
        "Content-Length:\t12\r\n",
        "Content-Length: 12, 12\r\n",
        "Content-Length: 12\r\nContent-Length: 12\r\n",
        "Content-Length : 12\r\n",
        "Content-Length:\r\n 12\r\n",
        "Content-Length: 12\r\n 3\r\n",
        "Content-Length: 12\n",
        "Content-Length: 12\nX: y\r\n",
        "Content-Length: 12\rX: y\r\n",
        "Content-Length: 12\r\r\n",
        "Content-Length: 12\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 12\r\nConnection: close\r\n",
        "Content-Length: 12\r\nExpect: 100-continue\r\n",
        "Content-Length: 12\r\nUpgrade: h2c\r\n",
        "X-Request-Id: 1\r\nContent-Length: 12\r\nx-request-id: 1\r\n",
        "Authorization: 1\r\nContent-Length: 12\r\nauthorization: 1\r\n",
        "traceparent: 1\r\nContent-Length: 12\r\nTraceparent: 2\r\n",
        "Content-Length: 12\r\nno colon\r\n",
        "Content-Length: 12\r\nX\0: y\r\n",
      })
  void find_headThatMayBeReadOtherwise_isNone(String headers) {
    assertThat(find(LINE + HOST + headers + "\r\n" + "x".repeat(12))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "POST / HTTP/1.0\r\n",
        "POST  / HTTP/1.1\r\n",
        "POST http://t/ HTTP/1.1\r\n",
        "POST / HTTP/1.1 \r\n",
        "\r\nPOST / HTTP/1.1\r\n",
        "POST /\u00e6 HTTP/1.1\r\n",
      })
  void find_lineThatMayBeReadOtherwise_isNone(String line) {
    assertThat(find(line + HOST + "Content-Length: 12\r\n\r\n" + "x".repeat(12))).isNull();
  }

  @Test
  void find_headWithoutItsEnd_isNone() {
    String head = LINE + "Content-Length: 12\r\n\r\n";

    for (int length = 0; length < head.length(); length++) {
      assertThat(find(head.substring(0, length))).as("%d bytes", length).isNull();
    }
  }

  private static @Nullable RequestFrame find(String request) {
    byte[] bytes = request.getBytes(ISO_8859_1);
    return RequestFrame.find(bytes, bytes.length);
  }
}
