package dk.porten.gateway.load;

import dk.porten.core.pack.InvalidPackException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code import}: with a subcommand real data, with {@code --generate} a synthetic directory. */
@Command(
    name = "import",
    description = "Imports user IDs or attestations from a file, or synthetic user IDs.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      ExitCode.COMPLETE_LINE,
      ExitCode.SOME_REJECTED_LINE,
      ExitCode.REFUSED_LINE,
      ExitCode.FAILED_LINE
    })
public final class ImportCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--generate",
      paramLabel = "N",
      description = "Imports N distinct synthetic user IDs instead of a file's.")
  private @Nullable Long count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed makes the same user IDs (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Writes the synthetic user IDs to a file, and not to the directory.")
  private @Nullable Path output;

  @Mixin private RulePackOption rules = new RulePackOption();

  @Mixin private RejectsOption rejectsOption = new RejectsOption();

  private ImportCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Returns the command with its subcommands. */
  public static CommandLine in(Surroundings surroundings) {
    return new CommandLine(new ImportCommand(surroundings))
        .addSubcommand(new ImportUserIdsCommand(surroundings))
        .addSubcommand(new ImportAttestationsCommand(surroundings));
  }

  @Override
  public Integer call() throws InvalidPackException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    if (count == null || count < 0 || count > SyntheticIds.MAX_COUNT) {
      throw new ParameterException(
          command,
          "Name a file with user-ids FILE or attestations FILE, or --generate 0 to "
              + SyntheticIds.MAX_COUNT);
    }
    if (output != null) {
      return write(output, new SyntheticIds(count, seed), command.getErr());
    }
    Path rejects = rejectsOption.ofNoFile("user-ids");
    ImportRun run = ImportRun.prepare(surroundings, command.getOut(), command.getErr());
    return run.execute(
        Source.ofGenerator(count, seed),
        rejects,
        rules.userIds(run.shelf(), surroundings.clock().instant()));
  }

  boolean generates() {
    return count != null;
  }

  private static int write(Path output, SyntheticIds userIds, PrintWriter err) {
    try (OutputStream file = Files.newOutputStream(output)) {
      userIds.transferTo(file);
      return ExitCode.COMPLETE;
    } catch (IOException failure) {
      err.println(output + " cannot be written: " + failure.getMessage());
      err.flush();
      return ExitCode.FAILED;
    }
  }
}
