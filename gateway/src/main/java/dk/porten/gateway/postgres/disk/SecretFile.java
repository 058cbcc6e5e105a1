package dk.porten.gateway.postgres.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;

/** A random secret of 32 bytes, kept as base64 in a file that only its owner may read. */
public final class SecretFile {
  private static final int SECRET_BYTES = 32;

  private SecretFile() {}

  /** Reads the secret, made now if there is none; of several that make it at once, one wins. */
  public static String readOrCreate(Path directory, String name) throws IOException {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      create(directory, file);
    }
    return Files.readString(file).strip();
  }

  /** Makes a file appear whole or not at all: a link fails if the name is taken, a move may not. */
  private static void create(Path directory, Path file) throws IOException {
    Path draft = Files.createTempFile(directory, "secret-", ".tmp");
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.write(StandardCharsets.US_ASCII.encode(random() + "\n"));
      FolderEntries.giveToOwner(draft);
      channel.force(true);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Another process was faster; its secret counts.
    } finally {
      Files.deleteIfExists(draft);
    }
    FolderEntries.force(directory);
  }

  private static String random() {
    byte[] secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }
}
