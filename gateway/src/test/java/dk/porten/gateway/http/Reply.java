package dk.porten.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A response as a test looks at it.
 *
 * @param headers by name in lower case
 */
public record Reply(int status, Map<String, String> headers, Buffer body) {

  /** Takes what Java's HTTP client read. */
  public static Reply of(HttpResponse<byte[]> response) {
    Map<String, String> headers =
        response.headers().map().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, header -> String.join(", ", header.getValue())));
    return new Reply(response.statusCode(), headers, Buffer.buffer(response.body()));
  }

  /** Returns the body as text. */
  public String text() {
    return body.toString();
  }

  /** Returns the body as JSON. */
  public JsonObject json() {
    return new JsonObject(text());
  }

  /** Returns a header; empty if there is none. */
  public String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }

  /** Returns the verdict of an answer. */
  public String verdict() {
    return json().getString("verdict");
  }

  /** Returns the codes of a list of an answer, such as {@code reasons}. */
  public List<String> codes(String list) {
    return objects(list).stream().map(object -> object.getString("code")).toList();
  }

  /** Returns the objects of a list of an answer. */
  public List<JsonObject> objects(String list) {
    JsonArray array = json().getJsonArray(list);
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
  }

  /** Returns the status and the problem's code: {@code 422 not-ruled-by-pack}. */
  public String problem() {
    return status + " " + json().getString("type").replace("/problems/", "");
  }

  /** Returns the faults of an invalid request: {@code /userId missing}. */
  public List<String> faults() {
    return objects("errors").stream()
        .map(fault -> fault.getString("pointer") + " " + fault.getString("code"))
        .toList();
  }
}
