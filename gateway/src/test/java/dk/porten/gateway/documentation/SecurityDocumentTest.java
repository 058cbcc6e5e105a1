package dk.porten.gateway.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each test that SECURITY.md names is there, and each line of its tables names one. */
final class SecurityDocumentTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENT = ROOT.resolve("SECURITY.md");
  private static final List<String> MODULES = List.of("validation-core", "gateway", "consoletests");

  /** A class of tests, and one of its methods if one is named. */
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z][A-Za-z]*(?:Test|IT))(?:#([A-Za-z0-9_]+))?`");

  private static final Pattern ROW =
      Pattern.compile("\\| (API[0-9]+|[0-9]+\\.[0-9]+\\.[0-9]+)\\b.*");

  @Test
  void tests_named_areThere() throws IOException {
    Map<String, String> sources = sources();
    List<String> absent = new ArrayList<>();
    List<MatchResult> named = NAMED.matcher(Files.readString(DOCUMENT)).results().toList();
    for (MatchResult test : named) {
      String source = sources.get(test.group(1));
      String method = test.group(2);
      if (source == null || (method != null && !source.contains("void " + method + "("))) {
        absent.add(test.group());
      }
    }
    assertThat(absent).isEmpty();
    assertThat(named).hasSizeGreaterThan(60);
  }

  @Test
  void lines_ofTheTables_eachNameATest() throws IOException {
    List<String> rows =
        Files.readAllLines(DOCUMENT).stream().filter(line -> ROW.matcher(line).matches()).toList();
    assertThat(rows).allMatch(row -> NAMED.matcher(row).find());
    assertThat(rows.stream().map(SecurityDocumentTest::id).filter(id -> id.startsWith("API")))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 10).mapToObj(i -> "API" + i).toList());
    assertThat(rows).hasSizeGreaterThan(40);
  }

  private static String id(String row) {
    Matcher matcher = ROW.matcher(row);
    return matcher.matches() ? matcher.group(1) : "";
  }

  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (String module : MODULES) {
      try (Stream<Path> tree = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : tree.filter(path -> path.toString().endsWith(".java")).toList()) {
          sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
        }
      }
    }
    return sources;
  }
}
