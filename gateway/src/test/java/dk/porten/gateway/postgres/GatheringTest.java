package dk.porten.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys are gathered into queries: a timeline, played with queries that the test answers. */
final class GatheringTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final List<List<String>> sent = new ArrayList<>();
  private final Deque<Promise<Map<String, String>>> underWay = new ArrayDeque<>();
  private Gathering<String, String> gathering = gathering(1, 3, LONG);

  @Test
  void load_singleKey_leavesAtOnce() {
    CompletableFuture<String> a = load("a");

    assertThat(sent).containsExactly(List.of("a"));
    answer();
    assertThat(a).isCompletedWithValue("fact of a");
    assertThat(gathering.underWay()).isZero();
  }

  @Test
  void load_whileAQueryIsUnderWay_isGatheredIntoTheNext() {
    CompletableFuture<String> a = load("a");
    CompletableFuture<String> b = load("b");
    CompletableFuture<String> c = load("c");
    assertThat(sent).containsExactly(List.of("a"));
    assertThat(gathering.waiting()).isEqualTo(2);

    answer();
    assertThat(a).isCompletedWithValue("fact of a");
    assertThat(sent).containsExactly(List.of("a"), List.of("b", "c"));

    answer();
    assertThat(b).isCompletedWithValue("fact of b");
    assertThat(c).isCompletedWithValue("fact of c");
  }

  @Test
  void load_severalQueriesAllowed_leaveTogetherUpToTheBound() {
    gathering = gathering(2, 3, LONG);
    ask("a");
    ask("b");
    ask("c");

    assertThat(sent).containsExactly(List.of("a"), List.of("b"));
    assertThat(gathering.underWay()).isEqualTo(2);
  }

  @Test
  void load_sameKeyTwice_isAskedOnceAndAnswersBoth() {
    ask("a");
    CompletableFuture<String> first = load("b");
    CompletableFuture<String> second = load("b");
    answer();
    answer();

    assertThat(sent).containsExactly(List.of("a"), List.of("b"));
    assertThat(first).isCompletedWithValue("fact of b");
    assertThat(second).isCompletedWithValue("fact of b");
  }

  @Test
  void load_queueFull_isOverloadedAtOnceAndTheOthersAreAnswered() {
    ask("a");
    List<CompletableFuture<String>> waiting = List.of(load("b"), load("c"), load("d"));

    assertThat(reason(load("e"))).isEqualTo(Reason.OVERLOADED);
    answer();
    answer();
    assertThat(waiting).allMatch(CompletableFuture::isDone);
    assertThat(load("e")).isNotDone();
  }

  @Test
  void load_queryFails_isOutOfReachAndTheNextLeaves() {
    CompletableFuture<String> a = load("a");
    CompletableFuture<String> b = load("b");
    underWay.remove().fail("secret of the database");

    assertThat(reason(a)).isEqualTo(Reason.OUT_OF_REACH);
    answer();
    assertThat(b).isCompletedWithValue("fact of b");
  }

  @Test
  void load_noAnswerInTime_isOutOfReachWhetherSentOrWaiting() {
    gathering = gathering(1, 3, Duration.ofMillis(50));
    CompletableFuture<String> sentKey = load("a");
    CompletableFuture<String> waitingKey = load("b");

    assertThat(reason(sentKey)).isEqualTo(Reason.OUT_OF_REACH);
    assertThat(reason(waitingKey)).isEqualTo(Reason.OUT_OF_REACH);
  }

  @Test
  void load_givenUpMeanwhile_isNotAskedAnyMore() {
    gathering = gathering(1, 3, Duration.ofMillis(50));
    ask("a");
    reason(load("b"));
    answer();

    assertThat(sent).containsExactly(List.of("a"));
    assertThat(gathering.waiting()).isZero();
    assertThat(gathering.underWay()).isZero();
  }

  @Test
  void load_moreThanAQueryTakes_leavesInSeveral() {
    gathering = gathering(1, 5_000, LONG);
    IntStream.rangeClosed(0, 2_500).forEach(i -> ask("k" + i));
    while (!underWay.isEmpty()) {
      answer();
    }

    assertThat(sent).extracting(List::size).containsExactly(1, 1_000, 1_000, 500);
  }

  private Gathering<String, String> gathering(int queries, int waiting, Duration timeout) {
    return new Gathering<>(this::find, queries, waiting, timeout);
  }

  private Future<Map<String, String>> find(List<String> keys) {
    sent.add(keys);
    Promise<Map<String, String>> promise = Promise.promise();
    underWay.add(promise);
    return promise.future();
  }

  private CompletableFuture<String> load(String key) {
    return gathering.load(key).toCompletableFuture();
  }

  /** Asks for a key whose fact the test does not look at. */
  private void ask(String key) {
    CompletableFuture<String> fact = load(key);
    assertThat(fact).isNotDone();
  }

  /** Answers the query that was sent first. */
  private void answer() {
    List<String> keys = sent.get(sent.size() - underWay.size());
    underWay
        .remove()
        .complete(
            keys.stream().collect(Collectors.toMap(Function.identity(), k -> "fact of " + k)));
  }

  private static Reason reason(CompletableFuture<String> failed) {
    try {
      throw new AssertionError("answered: " + failed.get(20, TimeUnit.SECONDS));
    } catch (ExecutionException expected) {
      return ((FactsUnavailableException) Objects.requireNonNull(expected.getCause())).reason();
    } catch (Exception unexpected) {
      throw new AssertionError(unexpected);
    }
  }
}
