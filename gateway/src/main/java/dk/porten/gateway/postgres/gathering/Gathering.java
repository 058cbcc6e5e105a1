package dk.porten.gateway.postgres.gathering;

import dk.porten.core.fact.FactsUnavailableException;
import dk.porten.core.fact.FactsUnavailableException.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/**
 * Gathers what one event loop asks into queries: what is asked in one turn of the loop leaves
 * together at the end of the turn, and what is asked while enough queries are under way shares the
 * next one. The number of queries, the number of waiting keys and their time are bounded: once the
 * first waiting key has waited too long, no other key is let in (docs/decisions/0021). Only its
 * event loop may call.
 */
public final class Gathering<K, A> {

  /** Keys of one query. */
  private static final int MAX_KEYS = 1_000;

  /** How many times within its time-out a key is checked for being too late. */
  private static final int LOOKS_A_TIMEOUT = 20;

  private record Ask<K, A>(K key, long askedNanos, CompletableFuture<A> answer) {

    boolean hasWaited(long nanos, long nowNanos) {
      return nowNanos - askedNanos >= nanos;
    }

    void fail(Reason reason) {
      answer.completeExceptionally(new FactsUnavailableException(reason));
    }
  }

  private final Query<K, A> query;
  private final int maxQueries;
  private final int fewestBeside;
  private final Backlog backlog;
  private final long timeoutNanos;
  private final Executor endOfTurn;
  private final LongSupplier nanoClock;
  // In the order of asking, which is also the order of giving up.
  private final Queue<Ask<K, A>> open = new ArrayDeque<>();
  private final Queue<Ask<K, A>> waiting = new ArrayDeque<>();
  private int underWay;
  private boolean isDue;

  /**
   * @param maxQueries under way at the same time
   * @param fewestBeside keys of a query that is sent while another one is under way
   * @param backlog what bounds the keys that wait
   * @param timeout from being asked until a key is given up
   * @param endOfTurn runs what is to be done at the end of the loop's turn
   */
  Gathering(
      Query<K, A> query,
      int maxQueries,
      int fewestBeside,
      Backlog backlog,
      Duration timeout,
      Executor endOfTurn,
      LongSupplier nanoClock) {
    this.query = query;
    this.maxQueries = maxQueries;
    this.fewestBeside = fewestBeside;
    this.backlog = backlog;
    this.timeoutNanos = timeout.toNanos();
    this.endOfTurn = endOfTurn;
    this.nanoClock = nanoClock;
  }

  /**
   * Makes one for the calling event loop, which gives up in time by itself.
   *
   * @param maxQueries under way at the same time
   * @param fewestBeside keys of a query that is sent while another one is under way
   */
  public static <K, A> Gathering<K, A> onThisLoop(
      Vertx vertx,
      Query<K, A> query,
      int maxQueries,
      int fewestBeside,
      Backlog backlog,
      Duration timeout) {
    Context loop = vertx.getOrCreateContext();
    var gathering =
        new Gathering<>(
            query,
            maxQueries,
            fewestBeside,
            backlog,
            timeout,
            task -> loop.runOnContext(turnEnds -> task.run()),
            System::nanoTime);
    vertx.setPeriodic(Math.max(1, timeout.toMillis() / LOOKS_A_TIMEOUT), due -> gathering.giveUp());
    return gathering;
  }

  /** Asks about a key; the answer comes on the event loop. */
  public CompletableFuture<A> ask(K key) {
    var ask = new Ask<K, A>(key, nanoClock.getAsLong(), new CompletableFuture<>());
    if (isBehind(ask.askedNanos) || !backlog.enter()) {
      query.refused();
      ask.fail(Reason.OVERLOADED);
      return ask.answer;
    }
    open.add(ask);
    waiting.add(ask);
    sendAtEndOfTurn();
    return ask.answer;
  }

  /** Gives up what was asked for too long ago; to be called again and again. */
  void giveUp() {
    long now = nanoClock.getAsLong();
    for (Ask<K, A> ask = open.peek();
        ask != null && (ask.answer.isDone() || ask.hasWaited(timeoutNanos, now));
        ask = open.peek()) {
      open.remove();
      ask.fail(Reason.OUT_OF_REACH);
    }
    for (Ask<K, A> ask = waiting.peek(); ask != null && ask.answer.isDone(); ask = waiting.peek()) {
      removeWaiting();
    }
  }

  private boolean isBehind(long now) {
    Ask<K, A> first = waiting.peek();
    // If they may be asked about, the keys wait for the loop and not for the database.
    return first != null && !mayBegin() && first.hasWaited(backlog.patienceNanos(), now);
  }

  private void sendAtEndOfTurn() {
    if (!isDue && mayBegin()) {
      isDue = true;
      endOfTurn.execute(this::sendWhatWaits);
    }
  }

  private boolean mayBegin() {
    return underWay < maxQueries && waiting.size() >= (underWay == 0 ? 1 : fewestBeside);
  }

  private void sendWhatWaits() {
    isDue = false;
    while (mayBegin()) {
      List<Ask<K, A>> asks = take();
      if (asks.isEmpty()) {
        return;
      }
      send(asks);
    }
  }

  private void send(List<Ask<K, A>> asks) {
    underWay++;
    backlog.queryBegan();
    Future<List<A>> answers;
    try {
      answers = query.ask(asks.stream().map(Ask::key).toList());
    } catch (RuntimeException failure) {
      answers = Future.failedFuture(failure);
    }
    answers.onComplete(all -> finish(asks, all), failure -> fail(asks, failure));
  }

  /** Takes keys out of the queue that may be asked about together, without those given up. */
  private List<Ask<K, A>> take() {
    List<Ask<K, A>> asks = new ArrayList<>();
    Set<Object> exclusive = new HashSet<>();
    long now = nanoClock.getAsLong();
    for (Ask<K, A> ask = waiting.peek();
        ask != null && asks.size() < MAX_KEYS;
        ask = waiting.peek()) {
      if (ask.hasWaited(backlog.deadlineNanos(), now)) {
        ask.fail(Reason.OVERLOADED);
      }
      if (!ask.answer.isDone()) {
        List<Object> own = query.exclusive(ask.key);
        if (own.stream().anyMatch(exclusive::contains)) {
          break;
        }
        exclusive.addAll(own);
        asks.add(ask);
      }
      removeWaiting();
    }
    return asks;
  }

  private void removeWaiting() {
    waiting.remove();
    backlog.leave();
  }

  private void finish(List<Ask<K, A>> asks, List<A> answers) {
    queryEnded();
    for (int i = 0; i < asks.size(); i++) {
      asks.get(i).answer.complete(answers.get(i));
    }
    forgetDone();
  }

  private void fail(List<Ask<K, A>> asks, Throwable failure) {
    queryEnded();
    for (Ask<K, A> ask : asks) {
      if (!ask.answer.isDone()) {
        query
            .askAlone(ask.key, failure)
            .onComplete(ask.answer::complete, ask.answer::completeExceptionally);
        if (!ask.answer.isDone()) {
          // Asking about it alone has a time-out of its own.
          open.remove(ask);
        }
      }
    }
    forgetDone();
  }

  private void queryEnded() {
    underWay--;
    backlog.queryEnded();
    sendAtEndOfTurn();
  }

  private void forgetDone() {
    for (Ask<K, A> ask = open.peek(); ask != null && ask.answer.isDone(); ask = open.peek()) {
      open.remove();
    }
  }
}
