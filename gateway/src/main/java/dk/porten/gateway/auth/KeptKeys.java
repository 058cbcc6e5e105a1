package dk.porten.gateway.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * A file with the last good keys, so that a gateway starts while the issuer is away. Whoever can
 * write it decides which tokens are good: only its owner may read and write it. Of a place its hash
 * is kept, since a URL may hold a secret.
 */
final class KeptKeys {

  private final Path file;
  private final KeySource source;

  /** Keys that were good, and when they were fetched. */
  record Kept(KeySet keys, Instant fetchedAt) {}

  KeptKeys(Path file, KeySource source) {
    this.file = file.toAbsolutePath();
    this.source = source;
  }

  /** Finds the keys of this place; empty if the file has none. Blocks. */
  Optional<Kept> find() {
    try {
      Map<String, Object> kept = JsonUtil.parseJson(Files.readString(file));
      if (!place().equals(kept.get("place")) || !(kept.get("keys") instanceof Map<?, ?> keys)) {
        return Optional.empty();
      }
      var members = new LinkedHashMap<String, Object>();
      keys.forEach((name, value) -> members.put(String.valueOf(name), value));
      return Optional.of(
          new Kept(
              KeySet.parse(JsonUtil.toJson(members), source.algorithms()),
              Instant.parse(String.valueOf(kept.get("fetchedAt")))));
    } catch (IOException | JoseException | IllegalArgumentException | DateTimeException none) {
      return Optional.empty();
    }
  }

  /** Writes the file in place of the one before, once there is its folder. Blocks. */
  void keep(KeySet keys, Instant fetchedAt) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent(), "a file has a folder");
    if (!Files.isDirectory(folder)) {
      // That of the embedded database, which makes it when it starts for the first time.
      return;
    }
    Path draft = Files.createTempFile(folder, file.getFileName() + ".", ".draft");
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer content = StandardCharsets.UTF_8.encode(json(keys, fetchedAt));
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private String json(KeySet keys, Instant fetchedAt) throws IOException {
    try {
      var kept = new LinkedHashMap<String, Object>();
      kept.put("place", place());
      kept.put("fetchedAt", fetchedAt.toString());
      kept.put("keys", JsonUtil.parseJson(keys.json()));
      return JsonUtil.toJson(kept);
    } catch (JoseException impossible) {
      throw new IOException("keys that were read are no JSON", impossible);
    }
  }

  private String place() {
    try {
      byte[] name = source.name().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(name));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
