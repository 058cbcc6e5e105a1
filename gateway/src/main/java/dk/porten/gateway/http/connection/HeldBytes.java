package dk.porten.gateway.http.connection;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that is held for callers, on all connections together: what was read of requests that
 * are not answered yet, and what of answers was not sent yet. Any thread may call.
 */
final class HeldBytes {

  private final long most;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long most) {
    this.most = most;
  }

  void add(long bytes) {
    held.addAndGet(bytes);
  }

  long now() {
    return held.get();
  }

  /** Says that no large request is to begin: half of what there may be is held. */
  boolean isShort() {
    return held.get() > most / 2;
  }

  /** Returns how much more is held than there may be; less than 0 if there is room. */
  long excess() {
    return held.get() - most;
  }
}
