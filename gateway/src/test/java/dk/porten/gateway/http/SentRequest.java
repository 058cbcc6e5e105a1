package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as a test sent it.
 *
 * @param headers by name, in any case
 */
public record SentRequest(String method, String target, Map<String, String> headers, Buffer body) {
  private static final Pattern HEAD =
      Pattern.compile("(?:\r\n)*(\\S+) (\\S+) HTTP/1\\.[01]\r\n((?:[^\r\n]*\r\n)*?)\r\n");

  private static final SentRequest NO_HTTP =
      new SentRequest("POST", "/", Map.of(), Buffer.buffer());

  /**
   * Takes the first request off bytes that were sent. What is no HTTP is taken whole, as a request
   * that leads nowhere; of a body that comes in chunks nothing is taken.
   */
  public static SentRequest takeFrom(StringBuilder sent) {
    Matcher head = HEAD.matcher(sent);
    if (!head.lookingAt()) {
      sent.setLength(0);
      return NO_HTTP;
    }
    Map<String, String> headers = new HashMap<>();
    head.group(3).lines().map(line -> line.split(":", 2)).forEach(line -> add(headers, line));
    String length = headers.getOrDefault("content-length", "0");
    int end =
        length.matches("[0-9]{1,6}")
            ? Math.min(sent.length(), head.end() + Integer.parseInt(length))
            : head.end();
    Buffer body = Buffer.buffer(sent.substring(head.end(), end).getBytes(ISO_8859_1));
    var request = new SentRequest(head.group(1), head.group(2), headers, body);
    sent.delete(0, end);
    return request;
  }

  /** Returns the target without its query. */
  String path() {
    return target.replaceFirst("\\?.*", "");
  }

  boolean isStream() {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("content-type"))
        .anyMatch(header -> header.getValue().toLowerCase(Locale.ROOT).contains("ndjson"));
  }

  private static void add(Map<String, String> headers, String[] line) {
    if (line.length == 2) {
      headers.put(line[0].toLowerCase(Locale.ROOT), line[1].strip());
    }
  }
}
