package dk.porten.gateway.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Imports of what one witness attested, mostly for one applicant.
 *
 * @param folder where the files are
 */
record AttestationRuns(CommandRuns commands, Path folder, UUID witness, UUID applicant) {
  static final String HEADER = "sourceId,on,witnessId,applicantId,rulePack\n";
  static final String ON_RECORD =
      "SELECT attested_on || ' ' || rule_pack || ' ' || recorded_by FROM attestation ORDER BY 1";

  AttestationRuns(CommandRuns commands, Path folder) {
    this(commands, folder, UUID.randomUUID(), UUID.randomUUID());
  }

  /** Imports and returns the exit code. */
  int run(String... arguments) {
    Stream<String> command = Stream.of("import", "attestations");
    return commands.run(Stream.concat(command, Stream.of(arguments)).toArray(String[]::new));
  }

  /** Returns a line of a file. */
  String line(String sourceId, String day, String pack) {
    return line(sourceId, LocalDate.parse(day), applicant, pack);
  }

  String line(String sourceId, LocalDate day, UUID helped, String pack) {
    return "%s,%s,%s,%s,%s\n".formatted(sourceId, day, witness, helped, pack);
  }

  /** Writes a file with a header. */
  Path write(String lines) throws IOException {
    return Files.writeString(folder.resolve("attestations"), HEADER + lines);
  }
}
