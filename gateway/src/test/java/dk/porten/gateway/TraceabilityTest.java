package dk.porten.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.ReasonTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every clause of the specification leads to a test, to its reason codes and into the contract. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TraceabilityTest {
  private static final Path ROOT = Path.of("..");

  /** The first words of a clause, and its text up to the next one or the next heading. */
  private static final Pattern CLAUSE =
      Pattern.compile(
          "\\*\\*([UDWVG]\\d+) (.*?)(?=\\*\\*[UDWVG]\\d|^#|\\z)",
          Pattern.DOTALL | Pattern.MULTILINE);

  /** How a clause says which code it gives. */
  private static final Pattern GIVEN_CODE =
      Pattern.compile("(?:else|:|one reason)\\s+`([a-z]+(?:-[a-z]+)*)`");

  /** What else clauses name in that way: members of the question, a class, a type, a verdict. */
  private static final Set<String> NO_CODES = Set.of("year", "licence", "passport", "available");

  private static final Pattern IN_CONTRACT = Pattern.compile("x-clauses: \\[(.*)]");
  private static final Pattern COMMENT =
      Pattern.compile("^\\s*(?:/?\\*|//|#).*$", Pattern.MULTILINE);

  private final Map<String, String> clauses = new TreeMap<>();
  private final Set<String> inTests = new TreeSet<>();
  private final Set<String> inContract = new TreeSet<>();
  private final ReasonTexts reasons;

  TraceabilityTest() throws InvalidPackException {
    reasons = ReasonTexts.load();
  }

  @BeforeAll
  void read() throws IOException {
    CLAUSE
        .matcher(Files.readString(ROOT.resolve("validation-core/SPEC.md")))
        .results()
        .forEach(clause -> clauses.put(clause.group(1), clause.group(2)));
    for (String module : Set.of("validation-core", "gateway")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(each -> each.toString().endsWith("Test.java")).toList()) {
          String rows = COMMENT.matcher(Files.readString(file)).replaceAll("");
          Pattern.compile("\\b[UDWVG]\\d+\\b")
              .matcher(rows)
              .results()
              .forEach(clause -> inTests.add(clause.group()));
        }
      }
    }
    IN_CONTRACT
        .matcher(Files.readString(ROOT.resolve("gateway/src/main/resources/openapi.yaml")))
        .results()
        .forEach(names -> inContract.addAll(Arrays.asList(names.group(1).split(", "))));
  }

  Set<String> clauses() {
    return clauses.keySet();
  }

  @Test
  void specification_everySubject_hasClauses() {
    assertThat(clauses()).contains("U9", "D42", "W10", "V6", "G23");
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void clause_hasRowInTests(String clause) {
    assertThat(inTests).contains(clause);
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void clause_hasPlaceInContract(String clause) {
    assertThat(inContract).contains(clause);
  }

  @Test
  void contract_clausesItNames_areInSpecification() {
    assertThat(clauses()).containsAll(inContract);
  }

  @ParameterizedTest
  @MethodSource("clauses")
  void clause_codesItGives_areReasonCodesOfIt(String clause) {
    Set<String> given =
        GIVEN_CODE
            .matcher(Objects.requireNonNull(clauses.get(clause)))
            .results()
            .map(code -> code.group(1))
            .filter(code -> !NO_CODES.contains(code))
            .collect(Collectors.toSet());
    assertThat(
            Arrays.stream(ReasonCode.values())
                .filter(code -> reasons.of(code).clause().equals(clause))
                .map(ReasonCode::code))
        .containsAll(given);
  }

  @ParameterizedTest
  @EnumSource
  void reasonCode_isNamedByItsClause(ReasonCode code) {
    assertThat(clauses.get(reasons.of(code).clause())).contains("`" + code.code() + "`");
  }
}
