package dk.porten.gateway.http;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Lines of heads whose values are others in each request, as those of traced callers are: fit and
 * unfit ones, and lines that are unusual themselves. No two requests have the same name.
 */
final class RandomTraces {
  private static final List<String> LINES =
      List.of(
          "X-Request-Id: {id}\r\n",
          "traceparent: 00-{trace}-{span}-01\r\n",
          "tracestate: bank={id}, other={id}\r\n",
          "X-Forwarded-For: 192.0.2.1, {id}\r\n");

  private static final List<UnaryOperator<String>> CHANGES =
      List.of(
          value -> value.replaceFirst("00-", "cc-") + "-more",
          value -> value.replaceFirst("00-", "ff-"),
          value -> value.replaceAll("-[0-9a-f]{16}-", "-" + "0".repeat(16) + "-"),
          value -> value.replaceAll("-[0-9a-f]{32}-", "-" + "0".repeat(32) + "-"),
          value -> value.toUpperCase(Locale.ROOT),
          value -> value + "-",
          value -> value + "x".repeat(Math.max(0, 64 - value.length())),
          value -> value + "x".repeat(Math.max(0, 65 - value.length())),
          value -> value + "x".repeat(500),
          value -> value.replaceFirst("-[0-9a-f]{16}-", "-"),
          value -> value + " " + value,
          value -> " " + value,
          value -> value + " ",
          value -> "\t" + value,
          value -> value + "\t",
          value -> value + "\t" + value,
          value -> value + "\u00e6",
          value -> value + "\u007f",
          value -> value + "\0",
          value -> value + "\u001f",
          value -> value + "\r",
          value -> value + "\r\n folded",
          value -> value + "\r\nX-Request-Id: L" + Integer.toHexString(value.hashCode()),
          value -> value + "\"\\",
          value -> "");

  private final Random random;
  private int number;

  RandomTraces(Random random) {
    this.random = random;
  }

  /** Returns a head with some of the lines, in any order and case. */
  String lined(String head) {
    String lined = head;
    for (String line : LINES) {
      String next = List.of("Host: t", "Content-Length: ", "Accept: ").get(random.nextInt(3));
      lined =
          switch (random.nextInt(6)) {
            case 0, 1 -> lined.replace(next, line + next);
            case 2 -> lined.replace(next, inCapitals(line).replace(": ", ":") + next);
            default -> lined;
          };
    }
    return lined;
  }

  /** Returns the head of the next request, with fit values. */
  String filled(String head) {
    number++;
    return head.replace("{id}", "N" + number)
        .replace("{trace}", "%032x".formatted(number))
        .replace("{span}", "%016x".formatted(random.nextLong() | 1));
  }

  /** Returns a head that has something unusual in one of its lines. */
  String twisted(String head) {
    List<String> lines =
        head.lines()
            .filter(line -> line.matches("(?is)(x-request-id|trace|x-forwarded).*"))
            .toList();
    if (lines.isEmpty()) {
      return head;
    }
    String line = lines.get(random.nextInt(lines.size()));
    String twisted =
        switch (random.nextInt(10)) {
          case 0 -> line + "\r\n" + line.replace('N', 'M');
          case 1 -> inCapitals(line);
          case 2 -> "X-Other: 1\r\n" + line;
          case 3 -> "X-Other: 1";
          default -> changed(line);
        };
    return head.replace(line + "\r\n", twisted + "\r\n");
  }

  private String changed(String line) {
    int value = line.indexOf(':') + (line.contains(": ") ? 2 : 1);
    UnaryOperator<String> change = CHANGES.get(random.nextInt(CHANGES.size()));
    return line.substring(0, value) + change.apply(line.substring(value));
  }

  private static String inCapitals(String line) {
    int colon = line.indexOf(':');
    return line.substring(0, colon).toUpperCase(Locale.ROOT) + line.substring(colon);
  }
}
