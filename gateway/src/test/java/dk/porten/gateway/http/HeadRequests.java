package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Requests that have one head, and others in which bytes of it differ. */
final class HeadRequests {
  static final String HEAD =
      "POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
          + "Content-Length: LENGTH\r\nAccept: application/json\r\nAuthorization: "
          + RunningGateway.TOKEN
          + "\r\n\r\n";

  /** The same of a traced caller. */
  static final String TRACED =
      HEAD.replace("Host", "X-Request-Id: one\r\nHost")
          .replace(
              "Accept:",
              "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\n"
                  + "tracestate: bank=1\r\nAccept:");

  static final String BODY = "{\"userId\":\"stine.b\"}";

  private static final List<String[]> TWISTS =
      List.of(
          line(" folded"),
          line("X: a\r\n\tfolded"),
          line(": nameless"),
          line("Host: u"),
          line("Content-Length: 20"),
          line("Transfer-Encoding: chunked"),
          line("Transfer-Encoding: gzip, chunked"),
          line("Expect: 100-continue"),
          line("Expect: x"),
          line("Connection: close"),
          line("Connection: keep-alive"),
          line("X-Request-Id: 7"),
          line("traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
          line("X-Forwarded-For: 192.0.2.1"),
          new String[] {"Id: one", "Id: two"},
          new String[] {"Id: one", "Id: two\r\n\r\n"},
          new String[] {"Id: one", "Id: two\n"},
          new String[] {"Id: one", "Id: two\u00e6"},
          new String[] {"bank=1", "bank=2\0"},
          new String[] {"bank=1", ""},
          new String[] {"bank=1", "bank=2,"},
          line("Content-Encoding: identity"),
          line("X-Long: " + "x".repeat(20_000)),
          new String[] {"Content-Length: ", "Content-Length: 0"},
          new String[] {"Content-Length: ", "Content-Length: +"},
          new String[] {"(Content-Length: [0-9]+)", "$1,20"},
          new String[] {"HTTP/1.1", "HTTP/1.0"},
          new String[] {"HTTP/1.1", "HTTP/1.2"},
          new String[] {"HTTP/1.1", "HTTP/9.9"},
          new String[] {"POST", "HEAD"},
          new String[] {"POST ", "POST http://t"},
          new String[] {"POST ", "POST http://u"},
          new String[] {"application/json", "Application/JSON; charset=utf8;"});

  private static final List<Byte> HEAD_OF_TOKEN =
      list(
          RunningGateway.TOKEN
              .substring("Bearer ".length(), RunningGateway.TOKEN.indexOf('.'))
              .getBytes(ISO_8859_1));

  private HeadRequests() {}

  /**
   * Returns one to three requests, of which some bytes are others, more or fewer. Those that name
   * the token's key stay as they are: another key is asked of the issuer, and a caller who has
   * ended its side is gone before that answer.
   */
  static byte[] changed(String head, Random random) {
    List<Byte> bytes = new ArrayList<>();
    for (int i = 1 + random.nextInt(3) / 2; i > 0; i--) {
      byte[] check = check(head, "stine." + "xyz".substring(random.nextInt(3)));
      bytes.addAll(list(random.nextInt(3) == 0 ? twisted(check, random) : check));
    }
    int headLength = head.length() - RunningGateway.TOKEN.length();
    for (int changes = random.nextInt(3); changes > 0; changes--) {
      int at = random.nextInt(random.nextBoolean() ? headLength : bytes.size());
      if (isInHeadOfToken(bytes, at)) {
        continue;
      }
      switch (random.nextInt(3)) {
        case 0 -> bytes.set(at, (byte) random.nextInt(128));
        case 1 -> bytes.add(at, (byte) " \r\n:0129a\t".charAt(random.nextInt(10)));
        default -> bytes.remove(at);
      }
    }
    var changed = new ByteArrayOutputStream();
    bytes.forEach(changed::write);
    return changed.toByteArray();
  }

  private static boolean isInHeadOfToken(List<Byte> bytes, int at) {
    int length = HEAD_OF_TOKEN.size();
    List<Byte> around =
        bytes.subList(Math.max(0, at - length + 1), Math.min(at + length, bytes.size()));
    return Collections.indexOfSubList(around, HEAD_OF_TOKEN) >= 0;
  }

  /** Returns a request with something in its head that matters to who reads it. */
  private static byte[] twisted(byte[] request, Random random) {
    String[] twist = TWISTS.get(random.nextInt(TWISTS.size()));
    return new String(request, ISO_8859_1).replaceFirst(twist[0], twist[1]).getBytes(ISO_8859_1);
  }

  private static List<Byte> list(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte next : bytes) {
      list.add(next);
    }
    return list;
  }

  private static String[] line(String line) {
    return new String[] {"\r\nHost", "\r\n" + line + "\r\nHost"};
  }

  static byte[] check(String userId) {
    return check(HEAD, userId);
  }

  static byte[] check(String head, String userId) {
    return request(head, "{\"userId\":\"" + userId + "\"}");
  }

  static byte[] request(String head, String body) {
    int length = body.getBytes(UTF_8).length;
    return (head.replace("LENGTH", Integer.toString(length)) + body).getBytes(ISO_8859_1);
  }
}
