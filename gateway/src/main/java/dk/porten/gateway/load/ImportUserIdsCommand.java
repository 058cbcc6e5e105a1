package dk.porten.gateway.load;

import dk.porten.core.pack.InvalidPackException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code import user-ids FILE}. */
@Command(
    name = "user-ids",
    description = {
      "Imports user IDs into the directory: one a line, UTF-8, no header, no quoting; LF or CRLF.",
      "Blank lines are passed over. A line of more than 4096 bytes is rejected. IDs that are there"
          + " already stay as they are, so running it again imports nothing twice. The database is the gateway's, from the same"
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

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @ParentCommand private @Nullable ImportCommand parent;

  @Mixin private InputFile file = new InputFile();

  @Mixin private RulePackOption rules = new RulePackOption();

  @Mixin private RejectsOption rejectsOption = new RejectsOption();

  ImportUserIdsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InvalidPackException, IOException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    if (parent != null && parent.generates()) {
      throw new ParameterException(command, "Either user-ids or --generate");
    }
    Path rejects = file.rejects(rejectsOption, "user-ids");
    ImportRun run = ImportRun.prepare(surroundings, command.getOut(), command.getErr());
    Import userIds = rules.userIds(run.shelf(), surroundings.clock().instant());
    try (Source source = file.open(surroundings.input())) {
      return run.execute(source, rejects, userIds);
    }
  }
}
