package dk.porten.benchmarks;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** An answer with status 200 as a gateway once sent it: the same headers, the same body. */
record FixedAnswer(List<Header> headers, Buffer body) {

  private static final String END_OF_HEAD = "\r\n\r\n";

  /** A header's name and value, encoded once. */
  record Header(CharSequence name, CharSequence value) {}

  /** Reads the bytes of a whole HTTP answer. Vert.x adds the content's length itself. */
  static FixedAnswer read(Path file) throws IOException {
    String answer = Files.readString(file, StandardCharsets.ISO_8859_1);
    int end = answer.indexOf(END_OF_HEAD);
    List<Header> headers =
        answer
            .substring(0, end)
            .lines()
            .skip(1)
            .filter(line -> !line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .map(FixedAnswer::header)
            .toList();
    String body = answer.substring(end + END_OF_HEAD.length());
    return new FixedAnswer(headers, Buffer.buffer(body.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static Header header(String line) {
    int colon = line.indexOf(':');
    return new Header(
        HttpHeaders.createOptimized(line.substring(0, colon)),
        HttpHeaders.createOptimized(line.substring(colon + 1).strip()));
  }

  void send(HttpServerResponse response) {
    for (Header header : headers) {
      response.headers().add(header.name, header.value);
    }
    response.end(body);
  }
}
