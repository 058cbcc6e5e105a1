package dk.porten.gateway.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The parameter that says what is read, which may be the standard input. */
final class InputFile {

  private static final Path INPUT = Path.of("-");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The file; - is the standard input.")
  private Path file = INPUT;

  /** Returns where rejected lines go, or refuses the command line. */
  Path rejects(RejectsOption option, String what) {
    return file.equals(INPUT) ? option.ofNoFile(what) : option.of(file);
  }

  /** Opens it, or refuses the command line. */
  Source open(InputStream input) {
    try {
      if (file.equals(INPUT)) {
        return Source.ofInput(input);
      }
      if (!Files.isDirectory(file)) {
        return Source.ofFile(file);
      }
    } catch (IOException unreadable) {
      // told below
    }
    throw new ParameterException(
        Objects.requireNonNull(command).commandLine(), file + " cannot be read");
  }
}
