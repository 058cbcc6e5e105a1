package dk.porten.gateway.http;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
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
}
