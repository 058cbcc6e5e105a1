package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dk.porten.core.pack.RulePack;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** A folder with the national pack under other ids, in force in 2027 and until 2025. */
public final class PackFolder {
  private PackFolder() {}

  /** Makes it and returns its path; it is gone when the tests end. */
  public static String make() {
    try (InputStream yaml = RulePack.class.getResourceAsStream("mitid-national.yaml")) {
      String national = new String(Objects.requireNonNull(yaml).readAllBytes(), UTF_8);
      Path folder = Files.createTempDirectory("porten-packs-");
      // What is registered last is deleted first: the files before their folder.
      folder.toFile().deleteOnExit();
      write(folder, "mitid-later", national.replace("validFrom: null", "validFrom: 2027-01-01"));
      write(folder, "mitid-former", national.replace("validTo: null", "validTo: 2025-12-31"));
      return folder.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path folder, String id, String national) throws IOException {
    Path file = folder.resolve(id + ".yaml");
    Files.writeString(file, national.replace("id: mitid-national", "id: " + id));
    file.toFile().deleteOnExit();
  }
}
