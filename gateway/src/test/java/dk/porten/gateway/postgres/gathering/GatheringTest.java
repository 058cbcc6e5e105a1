package dk.porten.gateway.postgres.gathering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Keys are gathered into queries: a timeline of turns of a loop, whose queries the test answers.
 */
final class GatheringTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final WaitingTimes TIMES =
      new WaitingTimes(Duration.ofMillis(100), Duration.ofMillis(600));

  private final List<List<String>> sent = new ArrayList<>();
  private final Deque<Promise<List<String>>> underWay = new ArrayDeque<>();
  private final Deque<Runnable> endOfTurn = new ArrayDeque<>();
  private final List<CompletableFuture<String>> asked = new ArrayList<>();
  private Backlog backlog = new Backlog(3, TIMES);
  private Gathering<String, String> gathering = gathering(1, 1);
  private long nowNanos;

  @Test
  void ask_inOneTurn_leavesTogetherAtItsEnd() {
    CompletableFuture<String> a = gathering.ask("a");
    CompletableFuture<String> b = gathering.ask("b");
    assertThat(sent).isEmpty();
    assertThat(backlog.waiting()).isEqualTo(2);

    endTurn();
    assertThat(sent).containsExactly(List.of("a", "b"));
    assertThat(backlog.waiting()).isZero();
    assertThat(backlog.underWay()).isEqualTo(1);

    answer();
    assertThat(a).isCompletedWithValue("fact of a");
    assertThat(b).isCompletedWithValue("fact of b");
    assertThat(backlog.underWay()).isZero();
  }

  @Test
  void ask_whileAQueryIsUnderWay_isGatheredIntoTheNext() {
    gather("a");
    gather("b");
    gather("c");
    assertThat(sent).containsExactly(List.of("a"));

    answer();
    assertThat(sent).containsExactly(List.of("a"), List.of("b", "c"));
  }

  @Test
  void ask_severalQueriesAllowed_leaveUpToTheBound() {
    gathering = gathering(2, 1);
    gather("a");
    gather("b");
    gather("c");

    assertThat(sent).containsExactly(List.of("a"), List.of("b"));
    assertThat(backlog.underWay()).isEqualTo(2);
  }

  @Test
  void ask_besideAQuery_waitsUntilThereAreEnough_orUntilThatIsAnswered() {
    gathering = gathering(2, 2);
    asked.addAll(List.of(ask("a"), ask("b"), ask("c"), ask("d")));
    assertThat(sent).containsExactly(List.of("a"), List.of("b", "c"));

    answer();
    assertThat(sent).hasSize(2);
    answer();
    assertThat(sent).last().isEqualTo(List.of("d"));
  }

  @Test
  void ask_sameKeyTwice_answersBoth() {
    CompletableFuture<String> first = gathering.ask("a");
    CompletableFuture<String> second = gathering.ask("a");
    endTurn();
    answer();

    assertThat(first).isCompletedWithValue("fact of a");
    assertThat(second).isCompletedWithValue("fact of a");
  }

  @Test
  void ask_sharesWhatIsExclusive_waitsForTheNextQueryAndSoDoWhatCameLater() {
    backlog = new Backlog(4, TIMES);
    gathering = gathering(1, 1);
    gather("alone-1", "b", "alone-2", "c");
    assertThat(sent).containsExactly(List.of("alone-1", "b"));

    answer();
    assertThat(sent).containsExactly(List.of("alone-1", "b"), List.of("alone-2", "c"));
  }

  @Test
  void ask_tooManyWait_isOverloadedAtOnceAndTheOthersAreAnswered() {
    gather("a");
    List<CompletableFuture<String>> waiting = List.of(ask("b"), ask("c"), ask("d"));

    assertThat(reason(ask("e"))).isEqualTo(Reason.OVERLOADED);
    answer();
    answer();
    assertThat(waiting).allMatch(CompletableFuture::isDone);
    assertThat(ask("e")).isNotDone();
  }

  @Test
  void ask_othersOfTheBacklogWait_isOverloaded() {
    gather("a");
    List<CompletableFuture<String>> waiting = List.of(ask("b"), ask("c"), ask("d"));
    assertThat(waiting).noneMatch(CompletableFuture::isDone);

    assertThat(reason(gathering(1, 1).ask("of another loop"))).isEqualTo(Reason.OVERLOADED);
  }

  @Test
  void ask_firstHasWaitedForLong_isOverloadedUntilThatIsSent() {
    gathering = gathering(2, 3);
    gather("a");
    gather("b");
    pass(TIMES.patience().minusNanos(1));
    CompletableFuture<String> inTime = ask("c");
    assertThat(inTime).isNotDone();
    pass(Duration.ofNanos(1));
    assertThat(reason(ask("d"))).isEqualTo(Reason.OVERLOADED);
    assertThat(backlog.waiting()).isEqualTo(2);
    answer();
    assertThat(ask("d")).isNotDone();
    answer();
    assertThat(inTime).isCompletedWithValue("fact of c");
  }

  @Test
  void ask_hasWaitedUntilTheDeadline_isOverloadedAndNotSent() {
    gather("a");
    CompletableFuture<String> early = ask("b");
    pass(TIMES.patience().minusNanos(1));
    CompletableFuture<String> late = ask("c");
    pass(TIMES.deadline().minus(TIMES.patience()).plusNanos(1));
    answer();

    assertThat(reason(early)).isEqualTo(Reason.OVERLOADED);
    assertThat(sent).containsExactly(List.of("a"), List.of("c"));
    answer();
    assertThat(late).isCompletedWithValue("fact of c");
    assertThat(backlog.waiting()).isZero();
  }

  @Test
  void ask_queryFails_eachIsAskedAloneAndTheNextLeaves() {
    gather("recovers", "b");
    CompletableFuture<String> c = ask("c");
    CompletableFuture<String> recovers = asked.get(0);
    CompletableFuture<String> b = asked.get(1);
    underWay.remove().fail("secret of the database");
    endTurn();

    assertThat(recovers).isCompletedWithValue("recovers alone");
    assertThat(reason(b)).isEqualTo(Reason.OUT_OF_REACH);
    answer();
    assertThat(c).isCompletedWithValue("fact of c");
  }

  @Test
  void ask_queryFailsByAFaultOfOurs_isThatFault() {
    CompletableFuture<String> a = ask("a");
    underWay.remove().fail(new IllegalStateException("a bug"));

    assertThat(a.handle((fact, failure) -> failure).join())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void giveUp_notAnsweredInTime_isOutOfReachWhetherSentOrWaiting() {
    CompletableFuture<String> sentKey = ask("a");
    CompletableFuture<String> waitingKey = ask("b");
    pass(TIMEOUT.minusNanos(1));
    assertThat(sentKey).isNotDone();
    assertThat(waitingKey).isNotDone();

    pass(Duration.ofNanos(1));
    assertThat(reason(sentKey)).isEqualTo(Reason.OUT_OF_REACH);
    assertThat(reason(waitingKey)).isEqualTo(Reason.OUT_OF_REACH);
    assertThat(backlog.waiting()).isZero();
    answer();
    assertThat(sent).containsExactly(List.of("a"));
  }

  @Test
  void giveUp_askedLater_isStillWaitedFor() {
    CompletableFuture<String> early = ask("a");
    pass(TIMEOUT.dividedBy(2));
    CompletableFuture<String> late = ask("b");
    pass(TIMEOUT.dividedBy(2));

    assertThat(reason(early)).isEqualTo(Reason.OUT_OF_REACH);
    answer();
    answer();
    assertThat(late).isCompletedWithValue("fact of b");
  }

  @Test
  void ask_moreThanAQueryTakes_leavesInSeveral() {
    backlog = new Backlog(5_000, TIMES);
    gathering = gathering(1, 1);
    IntStream.range(0, 2_500).forEach(i -> asked.add(gathering.ask("k" + i)));
    endTurn();
    while (!underWay.isEmpty()) {
      answer();
    }

    assertThat(sent).extracting(List::size).containsExactly(1_000, 1_000, 500);
    assertThat(asked).allMatch(CompletableFuture::isDone);
  }

  private Gathering<String, String> gathering(int queries, int fewestBeside) {
    return new Gathering<>(
        new PlayedQuery(), queries, fewestBeside, backlog, TIMEOUT, endOfTurn::add, () -> nowNanos);
  }

  /** Answered by the test; keys that begin with the same word before a dash exclude each other. */
  private final class PlayedQuery implements Query<String, String> {
    @Override
    public Future<List<String>> ask(List<String> keys) {
      sent.add(keys);
      Promise<List<String>> promise = Promise.promise();
      underWay.add(promise);
      return promise.future();
    }

    @Override
    public List<Object> exclusive(String key) {
      int dash = key.indexOf('-');
      return dash < 0 ? List.of() : List.of(key.substring(0, dash));
    }

    @Override
    public Future<String> askAlone(String key, Throwable failure) {
      return key.equals("recovers")
          ? Future.succeededFuture("recovers alone")
          : Query.super.askAlone(key, failure);
    }
  }

  /** Asks for several keys in one turn of the loop, which ends. */
  private void gather(String... keys) {
    for (String key : keys) {
      asked.add(gathering.ask(key));
    }
    endTurn();
  }

  /** Asks for a key in a turn of its own. */
  private CompletableFuture<String> ask(String key) {
    CompletableFuture<String> answer = gathering.ask(key);
    endTurn();
    return answer;
  }

  private void endTurn() {
    for (Runnable task = endOfTurn.poll(); task != null; task = endOfTurn.poll()) {
      task.run();
    }
  }

  private void pass(Duration time) {
    nowNanos += time.toNanos();
    gathering.giveUp();
  }

  /** Answers the query that was sent first. */
  private void answer() {
    List<String> keys = sent.get(sent.size() - underWay.size());
    underWay.remove().complete(keys.stream().map(key -> "fact of " + key).toList());
    endTurn();
  }

  private static Reason reason(CompletableFuture<String> failed) {
    assertThat(failed).isCompletedExceptionally();
    var thrown = catchThrowableOfType(CompletionException.class, failed::join);
    return ((FactsUnavailableException) Objects.requireNonNull(thrown.getCause())).reason();
  }
}
