package dk.porten.gateway.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Where lines come from, and what is known of their end before it is reached.
 *
 * @param bytes how many there are
 * @param lines how many there are
 */
record Source(InputStream stream, OptionalLong bytes, OptionalLong lines) implements Closeable {

  static Source ofFile(Path file) throws IOException {
    // A pipe has a size too: 0.
    OptionalLong size =
        Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty();
    return new Source(Files.newInputStream(file), size, OptionalLong.empty());
  }

  static Source ofInput(InputStream input) {
    return new Source(input, OptionalLong.empty(), OptionalLong.empty());
  }

  static Source ofGenerator(long count, long seed) {
    return new Source(new SyntheticIds(count, seed), OptionalLong.empty(), OptionalLong.of(count));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
