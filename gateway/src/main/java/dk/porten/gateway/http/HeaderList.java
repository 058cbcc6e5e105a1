package dk.porten.gateway.http;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The entries of a header that is a list (RFC 9110, 5.6.1), stripped, one after the other. Read no
 * further than the first {@link #MAX_ENTRIES}: a head has room for thousands, and nobody means so
 * many.
 */
final class HeaderList implements Iterator<String> {

  static final int MAX_ENTRIES = 64;

  private final String header;
  private int next;
  private int entries;

  private HeaderList(String header) {
    this.header = header;
  }

  static Iterable<String> of(String header) {
    return () -> new HeaderList(header);
  }

  @Override
  public boolean hasNext() {
    return next <= header.length() && entries < MAX_ENTRIES;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int comma = header.indexOf(',', next);
    int end = comma < 0 ? header.length() : comma;
    String entry = header.substring(next, end).strip();
    next = end + 1;
    entries++;
    return entry;
  }
}
