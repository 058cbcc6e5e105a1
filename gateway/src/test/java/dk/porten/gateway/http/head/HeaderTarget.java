package dk.porten.gateway.http.head;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Values of headers, and paths: they are read as a pattern of their standard reads them. */
public final class HeaderTarget {
  private static final Pattern TRACE_PARENT =
      Pattern.compile(
          "(?!ff)(00-%1$s|(?!00)[0-9a-f]{2}-%1$s(-.*)?)"
              .formatted("(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"),
          Pattern.DOTALL);
  private static final Pattern PLAIN = Pattern.compile("/|(/(?!\\.)([A-Za-z0-9._@-]|%40)++)++");
  private static final Pattern ID = Pattern.compile("[!-~]{1,64}");
  private static final int MAX_ENTRIES = 64;
  private static final int MAX_PATH = 1_000;

  private HeaderTarget() {}

  /** Reads a text as the value of each kind of header. */
  public static void fuzzerTestOneInput(byte[] input) {
    String value = new String(input, ISO_8859_1);
    List<String> entries = RequestHead.entries(value);
    check(!entries.isEmpty() && entries.size() <= MAX_ENTRIES, "entries");
    for (String entry : entries) {
      Preference preference = Preference.parse(entry);
      check(preference.quality() >= 0 && preference.quality() <= 1_000, "quality");
    }
    for (MediaType type : MediaType.values()) {
      boolean begins = value.split(";", -1)[0].strip().toLowerCase(Locale.ROOT).equals(type.text());
      check(begins || !type.isIn(value), "media type");
    }
    TraceParent trace =
        TraceParent.in(MultiMap.caseInsensitiveMultiMap().add("traceparent", value));
    check((trace != null) == TRACE_PARENT.matcher(value).matches(), "trace");
    // The pattern, not the reader, needs a stack as deep as a path is long.
    check(
        value.length() > MAX_PATH || RequestHead.isPlain(value) == PLAIN.matcher(value).matches(),
        "path");
    check(new RequestIds().of(value, null).equals(value) == ID.matcher(value).matches(), "id");
  }

  private static void check(boolean isSo, String what) {
    if (!isSo) {
      throw new AssertionError(what);
    }
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    return List.of(
            "application/json; charset=utf-8",
            "Application/X-NDJSON;charset=\"UTF8\";a=\";,\"",
            "text/html, application/json;q=0.5, */*;q=0.001, application/problem+json;q=0",
            "da;q=0.1, en-GB, *;q=1.000;x=y",
            "gzip;q=0," + "x,".repeat(70),
            "00-" + trace,
            "01-" + trace + "-more",
            "ff-" + trace,
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "/v1/rule-packs/mitid-national%401",
            "/docs/",
            "/a//b/../.c",
            "0HNB7:1")
        .stream()
        .map(text -> text.getBytes(ISO_8859_1))
        .toList();
  }
}
