package dk.porten.gateway.load;

import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.userid.UserIdDecision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say by which rules lines are judged and where the rejected ones are listed. */
final class JudgingOptions {

  private static final String STANDARD_REJECTS = "user-ids.rejects";

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--rule-pack",
      paramLabel = "ID",
      defaultValue = PackShelf.DEFAULT_PACK,
      description = "The pack with the rules, the same as for checks (default: ${DEFAULT-VALUE}).")
  private String rulePack = PackShelf.DEFAULT_PACK;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = {
        "Gets the line number, a tab and the codes of every rejected line, and nothing of its text;"
            + " made only if there is one. Default: FILE.rejects, else "
            + STANDARD_REJECTS
            + "."
      })
  private @Nullable Path rejects;

  /** Returns the rules, or refuses the command line. */
  UserIdDecision decision(PackShelf shelf, Instant now) {
    return userIdRules(shelf.choose(rulePack, null, now))
        .orElseThrow(() -> refusal("--rule-pack: no pack in force of this name has user-ID rules"));
  }

  /** Returns where rejected lines go that were read from a file, or refuses the command line. */
  Path rejectsOf(Path file) {
    Path chosen = rejects == null ? Path.of(file + ".rejects") : rejects;
    if (chosen.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
      throw refusal("--rejects: this is the file that is read");
    }
    return writable(chosen);
  }

  /** Returns where rejected lines go that came from elsewhere, or refuses the command line. */
  Path rejectsOfNoFile() {
    return writable(rejects == null ? Path.of(STANDARD_REJECTS) : rejects);
  }

  private Path writable(Path chosen) {
    Path folder = chosen.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder) || Files.isDirectory(chosen)) {
      throw refusal("--rejects: " + chosen + " cannot be written");
    }
    return chosen;
  }

  private ParameterException refusal(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }

  private static Optional<UserIdDecision> userIdRules(PackChoice choice) {
    return choice instanceof PackChoice.Found found ? found.pack().userId() : Optional.empty();
  }
}
