package dk.porten.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Load on a schedule: requests start when they are due, whether earlier ones are answered or not,
 * and times count from when they were due, so that a stall is seen. One thread, which never sleeps.
 *
 * <p>{@code OpenLoop HOST PORT DEADLINE_MILLIS PATIENCE_MILLIS ARRIVALS...} prints a JSON object
 * with what became of each kind of arrivals in each phase, and how idle the thread was meanwhile.
 * All arrivals have phases of the same lengths.
 */
public final class OpenLoop {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS =
      TimeUnit.MICROSECONDS.toNanos(Long.getLong("pauseMicros", 0));

  private final List<Lane> lanes;
  private final Arrivals first;
  private final Selector selector = Selector.open();
  private final long[] idleNanosOfPhase;
  private long startNanos;

  private OpenLoop(List<Lane> lanes) throws IOException {
    this.lanes = List.copyOf(lanes);
    first = lanes.get(0).arrivals();
    idleNanosOfPhase = new long[first.phaseCount()];
  }

  /** Runs the load and prints the report. */
  public static void main(String[] arguments) throws IOException {
    var address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
    long deadlineNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[2]));
    List<Lane> lanes = new ArrayList<>();
    long patienceNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(arguments[3]));
    for (int i = 4; i < arguments.length; i++) {
      lanes.add(new Lane(Arrivals.parse(arguments[i], deadlineNanos), patienceNanos));
    }
    var loop = new OpenLoop(lanes);
    for (Lane lane : lanes) {
      lane.connect(loop.selector, address);
    }
    loop.run();
    System.out.println(loop.json());
  }

  private void run() throws IOException {
    startNanos = System.nanoTime();
    long end = first.endNanos();
    long now = 0;
    while (now < end || (now < end + PATIENCE_NANOS && !lanes.stream().allMatch(Lane::isDone))) {
      boolean worked = false;
      for (Lane lane : lanes) {
        worked |= lane.sendDue(now);
      }
      worked |= selector.selectNow(this::ready) > 0;
      if (!worked) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      long after = System.nanoTime() - startNanos;
      if (!worked && now < end) {
        idleNanosOfPhase[first.phaseAt(now)] += after - now;
      }
      now = after;
    }
  }

  private void ready(SelectionKey key) {
    var connection = (OpenLoopConnection) key.attachment();
    connection.lane().ready(connection, key, startNanos);
  }

  private String json() {
    StringBuilder idle = new StringBuilder();
    for (int i = 0; i < idleNanosOfPhase.length; i++) {
      double share = idleNanosOfPhase[i] / (double) first.phaseNanos(i);
      idle.append(i == 0 ? "" : ",").append(String.format(Locale.ROOT, "%.3f", share));
    }
    return String.format(
        Locale.ROOT,
        "{\"idleShareOfPhase\":[%s],\"maxSendLagMicros\":%.1f,\"reconnects\":%d,\"arrivals\":{%s}}",
        idle,
        lanes.stream().mapToLong(Lane::maxSendLagNanos).max().orElse(0) / 1e3,
        lanes.stream().mapToInt(Lane::reconnects).sum(),
        lanes.stream().map(lane -> lane.arrivals().json()).collect(Collectors.joining(",")));
  }
}
