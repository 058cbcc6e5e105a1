package dk.porten.gateway.http.head;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Names for requests: the caller's own where it is fit, else that of the caller's span, else a made
 * one, which is a prefix of this process and a number. Any thread may call.
 */
public final class RequestIds {

  private static final int MAX_LENGTH = 64;

  private final String prefix = Long.toString(new SecureRandom().nextLong() >>> 24, 36) + "-";
  private final AtomicLong made = new AtomicLong();

  /**
   * Returns the caller's name for a request if it is 1–64 visible ASCII characters, else the name
   * of the caller's span, else a made one.
   */
  public String of(@Nullable String callers, @Nullable TraceParent trace) {
    if (callers != null && isFit(callers)) {
      return callers;
    }
    return trace == null ? make() : trace.span();
  }

  /** Returns a name for a request that has none. */
  public String make() {
    return prefix + Long.toString(made.incrementAndGet(), 36);
  }

  private static boolean isFit(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) <= ' ' || id.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
