package dk.porten.gateway.history;

import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.history.Outcome.Answered;
import dk.porten.gateway.history.Outcome.Unknown;
import dk.porten.gateway.history.Request.Attest;
import dk.porten.gateway.history.Request.Check;
import dk.porten.gateway.history.Request.Claim;
import dk.porten.gateway.history.Request.Free;
import dk.porten.gateway.history.Request.Hold;
import dk.porten.gateway.history.Request.LetGo;
import dk.porten.gateway.history.Request.ShowHold;
import dk.porten.gateway.history.Request.Strike;
import dk.porten.gateway.history.Request.WitnessHistory;
import dk.porten.gateway.http.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * One thread of a client: it asks, waits, writes down, and asks again; what stays open it retries.
 */
final class Client implements AutoCloseable {
  /** How many clients there are; each has several threads, and holds of its own. */
  static final int COUNT = 3;

  private static final int LONGEST_HOLD_SECONDS = 2;
  private static final int CREATED = 201;

  /** One in so many requests is about a hold of any client. */
  private static final int STRANGERS = 16;

  /** A client that cannot get through does not hammer. */
  private static final Duration BACK_OFF = Duration.ofMillis(10);

  private final int number;
  private final Random random;
  private final Map<Deed, Integer> weights;
  private final Subjects subjects;
  private final Wire wire;
  private final Recorder recorder;
  private final List<Keyed> open = new ArrayList<>();
  private final Recent<Keyed> answered = new Recent<>();

  /** A request under its key. */
  private record Keyed(Request request, String key) {}

  Client(
      int number,
      long seed,
      Map<Deed, Integer> weights,
      Subjects subjects,
      Wire wire,
      Recorder recorder) {
    this.number = number;
    this.random = new Random(seed);
    this.weights = weights;
    this.subjects = subjects;
    this.wire = wire;
    this.recorder = recorder;
  }

  /** Returns the token of a client that may do everything. */
  static String token(int number) {
    return TestTokens.of("client-" + number, "check reserve attest support");
  }

  /** Returns the client's number. */
  int number() {
    return number;
  }

  /** Goes on until the history has enough attempts. */
  void work() {
    while (recorder.isWanting()) {
      if (!open.isEmpty() && random.nextInt(4) > 0) {
        trySettling(open.get(random.nextInt(open.size())));
      } else {
        next(Deed.any(weights, random));
      }
    }
  }

  /** Retries what is open until it is answered. */
  void settle() {
    for (Keyed keyed : List.copyOf(open)) {
      Eventually.holds("a retry is answered", () -> trySettling(keyed));
    }
  }

  /** Fails if what it sent, or what came, is not by the OpenAPI document. */
  void judge() {
    wire.judge();
  }

  /** Sends a request without key to a gateway; returns what came of it. */
  Attempt ask(int gateway, Request request) {
    return ask(gateway, request, "");
  }

  @Override
  public void close() {
    wire.close();
  }

  private void next(Deed deed) {
    switch (deed) {
      case HOLD -> start(new Hold(userId(), 1 + random.nextInt(LONGEST_HOLD_SECONDS)));
      case ATTEST -> start(subjects.attest(random, recorder::taken));
      case CHECK -> ask(anyGateway(), new Check(userId()));
      case FREE -> ask(anyGateway(), new Free(userId()));
      case READ -> ask(anyGateway(), new WitnessHistory(subjects.witness(random, recorder::taken)));
      case SHOW_HOLD -> about(holds(), ShowHold::new);
      case CLAIM -> about(holds(), Claim::new);
      case LET_GO -> about(holds(), LetGo::new);
      case STRIKE -> about(subjects.attestations(), Strike::new);
      case REPEAT -> answered.any(random).ifPresent(keyed -> send(keyed.request(), keyed.key()));
      case REUSE ->
          answered.any(random).ifPresent(keyed -> send(altered(keyed.request()), keyed.key()));
    }
  }

  /** Its own, and now and then those of another client, who alone may know them. */
  private Recent<UUID> holds() {
    boolean isOwn = random.nextInt(STRANGERS) > 0;
    return subjects.holds(isOwn ? number : random.nextInt(COUNT));
  }

  private void about(Recent<UUID> ids, Function<UUID, Request> request) {
    ids.any(random).ifPresent(id -> ask(anyGateway(), request.apply(id)));
  }

  private void start(Request request) {
    Keyed keyed = new Keyed(request, new UUID(random.nextLong(), random.nextLong()).toString());
    open.add(keyed);
    trySettling(keyed);
  }

  private boolean trySettling(Keyed keyed) {
    Optional<Answered> answer = send(keyed.request(), keyed.key()).answer();
    answer.ifPresent(
        told -> {
          open.remove(keyed);
          answered.add(keyed);
          if (told.status() == CREATED) {
            remember(keyed.request(), told);
          }
        });
    return answer.isPresent();
  }

  private void remember(Request request, Answered answer) {
    if (request instanceof Hold) {
      subjects.holds(number).add(UUID.fromString(answer.text("holdId")));
    } else {
      subjects.attestations().add(UUID.fromString(answer.text("attestationId")));
    }
  }

  private Attempt send(Request request, String key) {
    return ask(anyGateway(), request, key);
  }

  /** Sends a request to a gateway; returns what came of it. */
  Attempt ask(int gateway, Request request, String key) {
    long sentNanos = recorder.nanos();
    Outcome outcome = wire.send(gateway, request, key);
    Attempt attempt =
        new Attempt(number, gateway, request, key, sentNanos, recorder.nanos(), outcome);
    recorder.add(attempt);
    if (attempt.answer().isEmpty() && !(outcome instanceof Unknown)) {
      LockSupport.parkNanos(BACK_OFF.toNanos());
    }
    return attempt;
  }

  private int anyGateway() {
    return random.nextInt(TwoGateways.COUNT);
  }

  private String userId() {
    return subjects.userId(random, recorder::taken);
  }

  private static Request altered(Request request) {
    if (request instanceof Hold hold) {
      return new Hold(hold.userId(), hold.holdSeconds() + 60);
    }
    Attest attest = (Attest) request;
    return new Attest(
        attest.witness(), attest.applicant(), attest.on().plusDays(-1), attest.rulePack());
  }
}
