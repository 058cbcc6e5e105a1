package dk.porten.gateway.tls;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was in the files at one moment; what cannot be read, or is too long for what it should be,
 * is empty. Two are equal if their bytes are: neither times nor names are looked at, so that a
 * folder that is exchanged as a whole (Kubernetes does that) is noticed like a file that is
 * written.
 */
record TlsFiles(
    Optional<Buffer> certificate, Optional<Buffer> key, Optional<Buffer> clientAuthorities) {

  private static final int MAX_BYTES = 1024 * 1024;

  /** Reads them. Blocks. */
  static TlsFiles read(TlsRule rule) {
    return new TlsFiles(
        content(rule.certificate()),
        content(rule.key()),
        rule.clientAuthorities().flatMap(TlsFiles::content));
  }

  private static Optional<Buffer> content(Path file) {
    try (InputStream input = Files.newInputStream(file)) {
      byte[] bytes = input.readNBytes(MAX_BYTES + 1);
      return bytes.length > MAX_BYTES ? Optional.empty() : Optional.of(Buffer.buffer(bytes));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns nothing of them: one is a secret. */
  @Override
  public String toString() {
    return "TlsFiles";
  }
}
