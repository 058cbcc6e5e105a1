package dk.porten.core.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The files of data that ship with the core. */
public final class Resources {

  private Resources() {}

  /** Returns the text of a file that stands beside this class. */
  static String text(String name) {
    return text(Resources.class, name);
  }

  /** Returns the text of a file that stands beside a class. */
  public static String text(Class<?> neighbour, String name) {
    try (@Nullable InputStream stream = neighbour.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
