package dk.porten.gateway.http.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with one JSON line for each answered request: when it came, what endpoint it was for and
 * how it was answered, but nothing of its content. Event loops write lines to memory, and a
 * separate thread writes them to the file: 0.4 µs of CPU for each line, where logback's
 * asynchronous appender takes 3.8 (docs/decisions/0053). Lines for which memory has no room are
 * dropped and counted. A file that was moved away is made anew within a second.
 */
public final class AccessLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final Duration PAUSE = Duration.ofMillis(50);
  private static final int PAUSES_BEFORE_A_LOOK = 20;

  private final LogFile file;
  private final Clock clock;
  private final List<LoopLog> loops = new CopyOnWriteArrayList<>();
  private final AtomicLong lost = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread writer = new Thread(this::write, "access-log");
  private boolean isFailing;

  private AccessLog(LogFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
    writer.setDaemon(true);
    writer.start();
  }

  /** Opens a file to append to; makes it if there is none. */
  public static AccessLog open(Path path, Clock clock) {
    try {
      return new AccessLog(new LogFile(path), clock);
    } catch (IOException unusable) {
      throw new UncheckedIOException("The access log cannot be opened", unusable);
    }
  }

  /** Returns where an event loop writes to. */
  public LoopLog ofLoop() {
    var loop = new LoopLog(clock);
    loops.add(loop);
    return loop;
  }

  /** Returns how many lines were dropped. Any thread may ask. */
  public long dropped() {
    return lost.get() + loops.stream().mapToLong(LoopLog::dropped).sum();
  }

  /** Writes what is left. Blocks. */
  @Override
  public void close() {
    closing.countDown();
    try {
      writer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try (file) {
      boolean isLast = false;
      for (int pauses = 1; !isLast; pauses++) {
        isLast = closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        if (pauses % PAUSES_BEFORE_A_LOOK == 0) {
          followMove();
        }
        loops.forEach(this::carry);
      }
    } catch (InterruptedException | IOException end) {
      LOG.warn("The access log ended early", end);
    }
  }

  private void followMove() {
    try {
      file.followMove();
    } catch (IOException failure) {
      LOG.warn("The access log was moved away and cannot be made anew", failure);
    }
  }

  private void carry(LoopLog loop) {
    ByteBuffer lines = loop.take();
    try {
      file.write(lines);
      isFailing = false;
    } catch (IOException failure) {
      lost.addAndGet(US_ASCII.decode(lines).chars().filter(c -> c == '\n').count());
      if (!isFailing) {
        LOG.warn("The access log cannot be written", failure);
      }
      isFailing = true;
    }
  }
}
