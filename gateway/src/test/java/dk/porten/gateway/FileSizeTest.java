package dk.porten.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file is read in one go, and a method on one screen. Of a method its body counts: the rows of a
 * test's table are data.
 */
final class FileSizeTest {
  private static final int LINES_OF_A_FILE = 300;
  private static final int LINES_OF_A_METHOD = 60;
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "validation-core",
        "gateway",
        "benchmarks",
        "loadtests",
        "consoletests",
        "clients"
      })
  void sources_ofModule_areShort(String module) throws IOException {
    List<String> tooLong = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(Path.of("..", module, "src"));
        StandardJavaFileManager manager = COMPILER.getStandardFileManager(null, null, null)) {
      List<Path> files = tree.filter(file -> file.toString().endsWith(".java")).toList();
      for (Path file : files) {
        if (Files.readAllLines(file).size() > LINES_OF_A_FILE) {
          tooLong.add(file.toString());
        }
      }
      var sources = manager.getJavaFileObjectsFromPaths(files);
      var task = (JavacTask) COMPILER.getTask(null, manager, null, List.of(), null, sources);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      task.parse().forEach(unit -> new Methods(unit, positions).scan(unit, tooLong));
    }
    assertThat(tooLong).isEmpty();
  }

  /** Finds methods that are too long. */
  private static final class Methods extends TreeScanner<Void, List<String>> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    Methods(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitMethod(MethodTree method, List<String> tooLong) {
      if (method.getBody() != null) {
        LineMap lines = unit.getLineMap();
        long first = lines.getLineNumber(positions.getStartPosition(unit, method.getBody()));
        long last = lines.getLineNumber(positions.getEndPosition(unit, method.getBody()));
        if (last - first >= LINES_OF_A_METHOD) {
          tooLong.add(unit.getSourceFile().getName() + " " + method.getName());
        }
      }
      return super.visitMethod(method, tooLong);
    }
  }
}
