package dk.porten.gateway.load;

import dk.porten.core.pack.InvalidPackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code import user-ids FILE}. */
@Command(
    name = "user-ids",
    description = {
      "Imports user IDs into the directory: one a line, UTF-8, no header, no quoting; LF or CRLF.",
      "A line of more than 4096 bytes is rejected. IDs that are there already stay as they are, so"
          + " running it again imports nothing twice. The database is the gateway's, from the same"
          + " GATEWAY_ variables, and the gateway may run."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.COMPLETE_LINE,
      ExitCode.SOME_REJECTED_LINE,
      ExitCode.REFUSED_LINE,
      ExitCode.FAILED_LINE
    })
final class ImportUserIdsCommand implements Callable<Integer> {

  private static final Path INPUT = Path.of("-");

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @ParentCommand private @Nullable ImportCommand parent;

  @Parameters(paramLabel = "FILE", description = "The file; - is the standard input.")
  private Path file = INPUT;

  @Mixin private JudgingOptions options = new JudgingOptions();

  ImportUserIdsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InvalidPackException, IOException {
    CommandSpec command = Objects.requireNonNull(spec);
    if (parent != null && parent.generates()) {
      throw new ParameterException(command.commandLine(), "Either user-ids or --generate");
    }
    boolean isInput = file.equals(INPUT);
    Path rejects = isInput ? options.rejectsOfNoFile() : options.rejectsOf(file);
    ImportRun run =
        ImportRun.prepare(
            surroundings, options, command.commandLine().getOut(), command.commandLine().getErr());
    if (isInput) {
      return run.execute(Source.ofInput(surroundings.input()), rejects);
    }
    try (Source source = open(command)) {
      return run.execute(source, rejects);
    }
  }

  private Source open(CommandSpec command) {
    try {
      if (!Files.isDirectory(file)) {
        return Source.ofFile(file);
      }
    } catch (IOException unreadable) {
      // told below
    }
    throw new ParameterException(command.commandLine(), file + " cannot be read");
  }
}
