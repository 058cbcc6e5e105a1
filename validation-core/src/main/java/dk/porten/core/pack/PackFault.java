package dk.porten.core.pack;

/**
 * Something wrong in a pack's file.
 *
 * @param line from 1
 * @param expected what should have stood there, in English
 */
public record PackFault(String file, int line, String expected) {

  @Override
  public String toString() {
    return file + ":" + line + ": " + expected;
  }
}
