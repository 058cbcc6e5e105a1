package dk.porten.gateway.history;

import dk.porten.gateway.history.History.Given;
import dk.porten.gateway.history.Request.Check;
import dk.porten.gateway.history.Request.ShowHold;
import dk.porten.gateway.history.Request.WitnessHistory;
import dk.porten.gateway.http.Eventually;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One history: clients at work under faults, then everything settled and read. */
final class HistoryRun {
  private static final int THREADS = 12;

  private final TwoGateways installation;
  private final FaultInjector faults;
  private final Map<Deed, Integer> weights;

  /** A read of the end. */
  private record Read(int gateway, Request request) {}

  HistoryRun(TwoGateways installation, FaultInjector faults, Map<Deed, Integer> weights) {
    this.installation = installation;
    this.faults = faults;
    this.weights = weights;
  }

  /**
   * Makes a history of at least so many attempts.
   *
   * @param name told apart from that of any other history on the same database
   */
  History make(String name, long seed, long attempts)
      throws IOException, InterruptedException, SQLException {
    Subjects subjects = new Subjects(name, seed, attempts);
    List<Given> given = weights.containsKey(Deed.ATTEST) ? subjects.given() : List.of();
    installation.give(given);
    Recorder recorder = new Recorder(attempts, given);
    Random seeds = new Random(seed);
    List<Client> clients =
        IntStream.range(0, THREADS)
            .mapToObj(n -> client(n % Client.COUNT, seeds.nextLong(), subjects, recorder))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      CompletableFuture<Void> working = all(clients, Client::work, threads);
      faults.run(recorder);
      working.join();
      installation.awaitStarted();
      all(clients, Client::settle, threads).join();
      awaitComplete(clients.get(0), subjects, recorder.now());
      List<Queue<Read>> reads = reads(subjects, recorder.history());
      all(clients, client -> readAll(client, reads.get(client.number())), threads).join();
      clients.forEach(Client::judge);
    } finally {
      threads.shutdownNow();
      clients.forEach(Client::close);
    }
    return recorder.history();
  }

  private Client client(int number, long seed, Subjects subjects, Recorder recorder) {
    Wire wire = new Wire(installation::address, Client.token(number));
    return new Client(number, seed, weights, subjects, wire, recorder);
  }

  private static CompletableFuture<Void> all(
      List<Client> clients, Consumer<Client> work, ExecutorService threads) {
    return CompletableFuture.allOf(
        clients.stream()
            .map(client -> CompletableFuture.runAsync(() -> work.accept(client), threads))
            .toArray(CompletableFuture[]::new));
  }

  /** A check is answered from a gateway's memory: both of them have to have read up. */
  private static void awaitComplete(Client reader, Subjects subjects, Instant end) {
    Check check = new Check(subjects.userIds().get(0));
    for (int gateway = 0; gateway < TwoGateways.COUNT; gateway++) {
      int asked = gateway;
      Eventually.holds(
          "the directory is complete",
          () ->
              reader
                  .ask(asked, check)
                  .answer()
                  .filter(answer -> Instant.parse(answer.text("asOf")).isAfter(end))
                  .isPresent());
    }
  }

  /** Returns what is to be read, by the number of the client that may. */
  private static List<Queue<Read>> reads(Subjects subjects, History history) {
    List<Queue<Read>> reads =
        IntStream.range(0, Client.COUNT)
            .<Queue<Read>>mapToObj(n -> new ConcurrentLinkedQueue<>())
            .toList();
    for (int gateway = 0; gateway < TwoGateways.COUNT; gateway++) {
      Queue<Read> any = reads.get(gateway);
      for (String userId : subjects.userIds()) {
        any.add(new Read(gateway, new Check(userId)));
      }
      for (UUID witness : subjects.witnesses()) {
        any.add(new Read(gateway, new WitnessHistory(witness)));
      }
    }
    Set<String> holds = new HashSet<>();
    for (Attempt attempt : history.attempts()) {
      if (attempt.request() instanceof Request.Hold && attempt.isAnswered(201)) {
        String hold = attempt.answer().orElseThrow().text("holdId");
        if (holds.add(hold)) {
          Read read = new Read(attempt.gateway(), new ShowHold(UUID.fromString(hold)));
          reads.get(attempt.client()).add(read);
        }
      }
    }
    return reads;
  }

  private static void readAll(Client client, Queue<Read> reads) {
    for (Read read = reads.poll(); read != null; read = reads.poll()) {
      Read due = read;
      Eventually.holds(
          "a read is answered",
          () -> client.ask(due.gateway(), due.request()).answer().isPresent());
    }
  }
}
