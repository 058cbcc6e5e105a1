package dk.porten.gateway.http;

import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document of the jar as it is written, references unresolved. */
final class OpenApiYaml {
  private OpenApiYaml() {}

  /**
   * Reads the document anew, by YAML 1.1 as vertx-openapi does, but with no key twice. A fresh copy
   * each time, because vertx-openapi writes its annotations into what it is given, examples
   * included.
   */
  static JsonObject read() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (InputStream yaml = OpenApiYaml.class.getResourceAsStream("/openapi.yaml")) {
      Map<String, Object> document =
          new Yaml(new SafeConstructor(options)).load(Objects.requireNonNull(yaml));
      return new JsonObject(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the operations of a document. */
  static Stream<JsonObject> operations(JsonObject document) {
    return members(document.getJsonObject("paths"))
        .flatMap(path -> members(path.getValue()))
        .map(Map.Entry::getValue);
  }

  /** Returns an object's members, which are objects. */
  static Stream<Map.Entry<String, JsonObject>> members(JsonObject parent) {
    return parent.fieldNames().stream().map(name -> Map.entry(name, parent.getJsonObject(name)));
  }

  /** Returns what a reference in a document points at, or the object itself. */
  static JsonObject followed(JsonObject document, JsonObject object) {
    return object.containsKey("$ref")
        ? at(document, object.getString("$ref").substring("#".length()))
        : object;
  }

  static JsonObject at(JsonObject parent, String pointer) {
    return (JsonObject) JsonPointer.from(pointer).queryJson(parent);
  }
}
