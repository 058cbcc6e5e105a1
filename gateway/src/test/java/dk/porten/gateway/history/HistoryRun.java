package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Request.Check;
import dk.porten.gateway.history.Request.ShowHold;
import dk.porten.gateway.history.Request.WitnessHistory;
import dk.porten.gateway.http.Eventually;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** One history: clients at work under faults, then everything settled and read. */
final class HistoryRun {
  private static final int CLIENTS = 12;

  private final TwoGateways installation;
  private final Faults faults;
  private final Wire wire;
  private final Map<Deed, Integer> weights;

  HistoryRun(TwoGateways installation, Faults faults, Wire wire, Map<Deed, Integer> weights) {
    this.installation = installation;
    this.faults = faults;
    this.wire = wire;
    this.weights = weights;
  }

  /**
   * Makes a history of at least so many attempts.
   *
   * @param name told apart from that of any other history on the same database
   * @param give records what is there before
   */
  History make(String name, long seed, long attempts, Consumer<List<History.Given>> give)
      throws IOException, InterruptedException {
    Subjects subjects = new Subjects(name, seed, attempts);
    List<History.Given> given = weights.containsKey(Deed.ATTEST) ? subjects.given() : List.of();
    give.accept(given);
    Recorder recorder = new Recorder(attempts, given);
    Random seeds = new Random(seed);
    List<Client> clients =
        IntStream.range(0, CLIENTS)
            .mapToObj(n -> new Client(n, seeds.nextLong(), weights, subjects, wire, recorder))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<CompletableFuture<Void>> working =
          clients.stream().map(client -> CompletableFuture.runAsync(client, threads)).toList();
      faults.run(recorder);
      working.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }
    installation.awaitReady();
    clients.forEach(Client::settle);
    readAll(clients.get(0), subjects, recorder);
    return recorder.history();
  }

  private void readAll(Client reader, Subjects subjects, Recorder recorder) {
    Instant end = recorder.now();
    for (int gateway = 0; gateway < TwoGateways.COUNT; gateway++) {
      int asked = gateway;
      if (weights.containsKey(Deed.CHECK)) {
        Eventually.holds(
            "the directory is complete", () -> isComplete(reader, asked, subjects, end));
        subjects.userIds().forEach(userId -> read(reader, asked, new Check(userId)));
      }
      if (weights.containsKey(Deed.ATTEST)) {
        subjects.witnesses().forEach(one -> read(reader, asked, new WitnessHistory(one)));
      }
      holds(recorder.history()).forEach(hold -> read(reader, asked, new ShowHold(hold)));
    }
  }

  private static boolean isComplete(Client reader, int gateway, Subjects subjects, Instant end) {
    return reader
        .ask(gateway, new Check(subjects.userIds().get(0)))
        .answer()
        .filter(answer -> Instant.parse(answer.text("asOf")).isAfter(end))
        .isPresent();
  }

  private static void read(Client reader, int gateway, Request request) {
    Eventually.holds("a read is answered", () -> reader.ask(gateway, request).answer().isPresent());
  }

  private static Set<UUID> holds(History history) {
    Set<UUID> holds = new HashSet<>();
    for (Attempt attempt : history.attempts()) {
      if (attempt.request() instanceof Request.Hold && attempt.isAnswered(201)) {
        attempt.answer().map(HistoryRun::holdId).ifPresent(holds::add);
      }
    }
    return holds;
  }

  private static UUID holdId(Answered answer) {
    return UUID.fromString(answer.text("holdId"));
  }
}
