package dk.porten.gateway.warmup;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * Synthetic requests on a few connections: on each the next one follows its answer. One thread
 * sends and takes them all, so that the core which it may share with an event loop changes hands
 * once for all of them.
 *
 * <p>Bursts of requests and rests take turns. The compilers have the core to themselves in a rest:
 * under a load that goes on they would get half of it, for methods that run slowly meanwhile.
 */
public final class WarmUpLoad {

  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long LOOK_MILLIS = 30;

  /** What a gateway that answers nobody uses of a core is a tenth of this. */
  private static final double COMPILING_SHARE = 0.5;

  /** Bursts in a row that are no faster than one before. */
  private static final int STANDSTILL_BURSTS = 3;

  private static final double FASTER = 1.05;
  private static final int OK = 200;

  /** After so many rounds a connection is made anew, the next one after as many more. */
  private static final int ROUNDS_OF_A_CONNECTION = 16;

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final int port;
  private final Optional<SSLSocketFactory> tls;
  private final List<SyntheticRequests.Repeated> requests;
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<LoopbackConnection> connections = new ArrayList<>();
  private int rounds;
  private long answers;

  /**
   * @param authorization the header's value; an empty one stands for none
   * @param tls by which it is spoken; empty for HTTP in clear
   */
  public WarmUpLoad(int port, Optional<SSLSocketFactory> tls, String authorization) {
    this.port = port;
    this.tls = tls;
    this.requests = new SyntheticRequests(authorization).all();
  }

  /**
   * Asks until answers do not come faster any more, or until it is time to end; returns how many
   * there were. Blocks.
   *
   * @throws IOException if there is none, or one that refuses
   */
  public long run(Duration bound) throws IOException, InterruptedException {
    long end = System.nanoTime() + bound.toNanos();
    try {
      for (SyntheticRequests.Repeated each : requests) {
        if (System.nanoTime() - end >= 0) {
          return 0;
        }
        connections.add(LoopbackConnection.open(each.request(), port, tls));
      }
      double best = 0;
      int slower = 0;
      while (slower < STANDSTILL_BURSTS && System.nanoTime() - end < 0) {
        double rate = burst(end);
        slower = rate > best * FASTER ? 0 : slower + 1;
        best = Math.max(best, rate);
        rest(end);
      }
      return answers;
    } finally {
      for (LoopbackConnection connection : connections) {
        connection.close();
      }
    }
  }

  /** Asks for a while and returns how many answers came in a nanosecond. */
  private double burst(long end) throws IOException {
    long began = System.nanoTime();
    long before = answers;
    long now = began;
    while (now - began < BURST_NANOS && now - end < 0) {
      round();
      now = System.nanoTime();
    }
    return (answers - before) / (double) (now - began);
  }

  /** Waits until the compilers have done what there is to do. */
  private void rest(long end) throws InterruptedException {
    double share;
    do {
      long began = System.nanoTime();
      long used = process.getProcessCpuTime();
      Thread.sleep(LOOK_MILLIS);
      share = (process.getProcessCpuTime() - used) / (double) (System.nanoTime() - began);
    } while (share > COMPILING_SHARE && System.nanoTime() - end < 0);
  }

  /** Sends each request that is due, then takes the answers; one connection is made anew. */
  private void round() throws IOException {
    rounds++;
    int renewed = rounds / ROUNDS_OF_A_CONNECTION % connections.size();
    if (rounds % ROUNDS_OF_A_CONNECTION == 0) {
      connections.get(renewed).close();
      connections.set(renewed, LoopbackConnection.open(requests.get(renewed).request(), port, tls));
    }
    for (int i = 0; i < connections.size(); i++) {
      if (isDue(i)) {
        connections.get(i).send(random);
      }
    }
    for (int i = 0; i < connections.size(); i++) {
      if (isDue(i)) {
        int status = connections.get(i).take();
        if (status != OK) {
          throw new IOException("a request was answered by " + status);
        }
        answers++;
      }
    }
  }

  private boolean isDue(int place) {
    return rounds % requests.get(place).everyRounds() == 0;
  }
}
