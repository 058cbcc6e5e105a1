package dk.porten.gateway.history;

import dk.porten.gateway.history.History.Outage;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills gateways and database in turn while clients are at work, and brings them back. When it
 * strikes is counted in attempts that are taken, so that a slow machine sees as many faults as a
 * fast one.
 */
final class FaultInjector {

  /** What can be done to the installation. */
  enum Kind {
    GATEWAY_KILLED,
    DATABASE_STOPPED,
    /** A gateway is killed while the database is away, and has to start without it. */
    GATEWAY_KILLED_WITHOUT_DATABASE,
    /** One process of the server stops answering for a while, whatever else happens meanwhile. */
    SERVER_PROCESS_STOPPED
  }

  /** Everything, and most often what is quickest over. */
  static final List<Kind> EVERYTHING =
      List.of(
          Kind.GATEWAY_KILLED,
          Kind.DATABASE_STOPPED,
          Kind.GATEWAY_KILLED,
          Kind.GATEWAY_KILLED_WITHOUT_DATABASE);

  /** For how long a process does not answer; longer than anybody waits for it. */
  private static final long STOPPED_SECONDS = Long.getLong("history.stoppedSeconds", 3);

  private final TwoGateways installation;
  private final List<Kind> order;
  private final Random random;
  private final int attemptsBetween;
  private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
  private int struck;
  private int victim;

  /**
   * Makes a schedule.
   *
   * @param order in which it strikes, again and again; never if it is empty
   * @param attemptsBetween how many attempts are taken between two faults, about
   */
  FaultInjector(TwoGateways installation, List<Kind> order, long seed, int attemptsBetween) {
    this.installation = installation;
    this.order = List.copyOf(order);
    this.random = new Random(seed);
    this.attemptsBetween = attemptsBetween;
  }

  /** Goes on until the history has enough attempts; then everything is up. */
  void run(Recorder recorder) throws IOException, InterruptedException, SQLException {
    if (order.isEmpty()) {
      return;
    }
    CompletableFuture<Void> goneOn = stopServerProcess();
    strikeOn(recorder);
    goneOn.join();
  }

  /** Stops a process, and has it go on in time. */
  private CompletableFuture<Void> stopServerProcess() throws IOException, SQLException {
    long process = installation.stopServerProcess(random);
    counts.merge(Kind.SERVER_PROCESS_STOPPED, 1, Integer::sum);
    return CompletableFuture.runAsync(
        () -> installation.goOn(process),
        CompletableFuture.delayedExecutor(STOPPED_SECONDS, TimeUnit.SECONDS));
  }

  private void strikeOn(Recorder recorder) throws IOException, InterruptedException {
    while (recorder.awaitTaken(
        recorder.taken() + attemptsBetween / 2 + random.nextInt(attemptsBetween))) {
      strike(order.get(struck++ % order.size()), recorder);
    }
  }

  /** Returns how many faults there were of each kind. */
  Map<Kind, Integer> counts() {
    return Map.copyOf(counts);
  }

  private void strike(Kind kind, Recorder recorder) throws IOException {
    long from = recorder.nanos();
    boolean isDatabase = kind != Kind.GATEWAY_KILLED;
    boolean isGateway = kind != Kind.DATABASE_STOPPED;
    if (isDatabase) {
      installation.stopDatabase();
    }
    if (isGateway) {
      victim = (victim + 1) % TwoGateways.COUNT;
      installation.kill(victim);
      installation.startAgain(victim);
    }
    if (isDatabase) {
      installation.startDatabase();
    }
    installation.awaitStarted();
    counts.merge(kind, 1, Integer::sum);
    recorder.add(new Outage(isDatabase ? Outage.DATABASE : victim, from, recorder.nanos()));
  }
}
