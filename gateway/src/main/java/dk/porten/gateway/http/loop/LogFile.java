package dk.porten.gateway.http.loop;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is appended to and that only its owner and group may read, whatever the process's
 * umask. It may be moved away at any time, by logrotate for example: then another one is made.
 */
final class LogFile implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rw-r-----");

  private final Path path;
  private FileChannel channel;
  private @Nullable Object key;

  /** Opens the file; makes it if there is none. */
  LogFile(Path path) throws IOException {
    this.path = path;
    channel = openChannel();
    key = key();
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Goes on in a new file if the one that is written to has another name by now, or none. */
  void followMove() throws IOException {
    if (!Objects.equals(key(), key)) {
      FileChannel anew = openChannel();
      channel.close();
      channel = anew;
      key = key();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private FileChannel openChannel() throws IOException {
    FileChannel opened =
        FileChannel.open(
            path,
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(MODE));
    closeToOthers();
    return opened;
  }

  /** Narrows what an earlier release left to the umask. A pipe stays, and somebody else's file. */
  private void closeToOthers() {
    try {
      Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
      if (Files.isRegularFile(path) && found.retainAll(MODE)) {
        Files.setPosixFilePermissions(path, found);
      }
    } catch (IOException notOurs) {
      LOG.warn("The access log's mode cannot be changed: {}", notOurs.getMessage());
    }
  }

  /** Returns what tells the file that has the name now from others; null if there is none. */
  private @Nullable Object key() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException moved) {
      return null;
    }
  }
}
