package dk.porten.gateway.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;

/** The newest things of a kind, a few. Any thread may call. */
final class Recent<T> {
  private static final int SIZE = 12;

  private final Deque<T> newest = new ArrayDeque<>();

  synchronized void add(T thing) {
    newest.addLast(thing);
    if (newest.size() > SIZE) {
      newest.removeFirst();
    }
  }

  /** Finds any of them. */
  synchronized Optional<T> any(Random random) {
    return newest.isEmpty()
        ? Optional.empty()
        : newest.stream().skip(random.nextInt(newest.size())).findFirst();
  }
}
