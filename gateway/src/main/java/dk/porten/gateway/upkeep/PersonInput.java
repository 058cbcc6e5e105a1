package dk.porten.gateway.upkeep;

import dk.porten.core.fact.Person;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Reads a person id from standard input: a command line is there for everybody to see. */
final class PersonInput {

  private static final int MAX_BYTES = 100;

  private PersonInput() {}

  /** Reads the id; empty if the input is not one. */
  static Optional<UUID> read(InputStream input) throws IOException {
    return Person.findId(
        new String(input.readNBytes(MAX_BYTES), StandardCharsets.US_ASCII).strip());
  }
}
