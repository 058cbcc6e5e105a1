package dk.porten.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name says which type is meant: no module has two files of one name. */
final class TypeNamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"validation-core", "gateway", "benchmarks", "loadtests", "consoletests"})
  void files_ofModule_haveNamesOfTheirOwn(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..").resolve(module).resolve("src"))) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".java") && !name.equals("package-info.java"))
              .toList();

      assertThat(names).isNotEmpty().doesNotHaveDuplicates();
    }
  }
}
