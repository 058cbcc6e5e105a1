package dk.porten.gateway.load;

import dk.porten.core.PackShelf;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.gateway.wiring.Store;
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

/** {@code import attestations FILE}. */
@Command(
    name = "attestations",
    description = {
      "Imports attestations of another system: CSV in UTF-8 without quoting, LF or CRLF, the first"
          + " line "
          + AttestationRowReader.HEADER
          + "; blank lines are passed over.",
      "Each is judged by the quota of its rule pack, in the order of the file, as if it were"
          + " recorded now. A sourceId that is there already stays as it is, so running it again"
          + " imports nothing twice. The database is the gateway's, from the same GATEWAY_"
          + " variables, and the gateway may run."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every attestation is on record.",
      ExitCode.SOME_REJECTED_LINE,
      ExitCode.REFUSED_LINE,
      ExitCode.FAILED_LINE
    })
final class ImportAttestationsCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  @ParentCommand private @Nullable ImportCommand parent;

  @Mixin private InputFile file = new InputFile();

  @Mixin private RejectsOption rejectsOption = new RejectsOption();

  ImportAttestationsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InvalidPackException, IOException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    if (parent != null && parent.generates()) {
      throw new ParameterException(command, "Either attestations or --generate");
    }
    Path rejects = file.rejects(rejectsOption, "attestations");
    ImportRun run = ImportRun.prepare(surroundings, command.getOut(), command.getErr());
    try (Source source = file.open(surroundings.input())) {
      return run.execute(
          source,
          rejects,
          (lines, rejectFile, progress, store) ->
              imported(lines, rejectFile, progress, store, run.shelf()));
    }
  }

  private Tally imported(
      LineReader lines, RejectFile rejects, Progress progress, Store store, PackShelf shelf)
      throws IOException, ImportFailed {
    if (!(lines.next() instanceof InputLine.Text first
        && first.text().equals(AttestationRowReader.HEADER))) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "FILE: the first line is not " + AttestationRowReader.HEADER);
    }
    var reader = new AttestationRowReader(shelf, store.personKey(), surroundings.clock().instant());
    try (AttestationStore attestations = AttestationStore.open(store.address())) {
      return new AttestationImport(lines, reader, attestations, rejects, progress).run();
    }
  }
}
