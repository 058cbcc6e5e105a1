package dk.porten.gateway.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says where rejected lines are listed. */
final class RejectsOption {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = {
        "Gets the line number, a tab and the codes of every rejected line, and nothing of its text;"
            + " made only if there is one. Default: FILE.rejects, else user-ids.rejects or"
            + " attestations.rejects."
      })
  private @Nullable Path rejects;

  /** Returns where rejected lines go that were read from a file, or refuses the command line. */
  Path of(Path file) {
    Path chosen = rejects == null ? Path.of(file + ".rejects") : rejects;
    if (chosen.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw refusal("this is the file that is read");
    }
    return writable(chosen);
  }

  /** Returns where rejected lines go that came from elsewhere, or refuses the command line. */
  Path ofNoFile(String what) {
    return writable(rejects == null ? Path.of(what + ".rejects") : rejects);
  }

  private Path writable(Path chosen) {
    Path folder = chosen.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder) || Files.isDirectory(chosen)) {
      throw refusal(chosen + " cannot be written");
    }
    return chosen;
  }

  private ParameterException refusal(String message) {
    return new ParameterException(
        Objects.requireNonNull(command).commandLine(), "--rejects: " + message);
  }
}
