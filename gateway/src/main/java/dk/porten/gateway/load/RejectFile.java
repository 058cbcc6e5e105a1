package dk.porten.gateway.load;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The file of rejected lines: number, tab, codes with commas between; nothing of the lines. There
 * is none as long as no line is rejected.
 */
final class RejectFile implements Closeable {

  private final Path path;
  private @Nullable BufferedWriter writer;

  /** Deletes what an earlier run left. */
  RejectFile(Path path) throws IOException {
    this.path = path;
    // Only what a run can have left: /dev/null is nobody's to delete.
    if (Files.isRegularFile(path)) {
      Files.delete(path);
    }
  }

  void write(long lineNumber, Collection<String> codes) throws IOException {
    if (writer == null) {
      writer = Files.newBufferedWriter(path);
    }
    writer.write(lineNumber + "\t" + String.join(",", codes) + "\n");
  }

  void flush() throws IOException {
    if (writer != null) {
      writer.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (writer != null) {
      writer.close();
    }
  }
}
