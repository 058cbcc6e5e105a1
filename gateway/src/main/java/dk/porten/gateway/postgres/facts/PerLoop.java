package dk.porten.gateway.postgres.facts;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something of which every event loop has its own, so that threads share nothing. It is made on its
 * loop, at the latest when the loop first asks. Any thread may call.
 */
final class PerLoop<T> {

  private final Vertx vertx;
  private final Supplier<T> maker;
  private final Map<Thread, T> made = new ConcurrentHashMap<>();
  private final Context home;

  /**
   * @param maker called on the event loop that it makes one for
   */
  PerLoop(Vertx vertx, Supplier<T> maker) {
    this.vertx = vertx;
    this.maker = maker;
    home = vertx.getOrCreateContext();
  }

  /** Has as many event loops make theirs; completes when they are all open. */
  Future<?> open(int loops, Function<T, Future<?>> opening) {
    return vertx.deployVerticle(
        () ->
            new VerticleBase() {
              @Override
              public Future<?> start() {
                return opening.apply(own());
              }
            },
        new DeploymentOptions().setInstances(loops));
  }

  /** Asks the calling event loop's own; another thread's question goes to one of the loops. */
  <A> CompletableFuture<A> ask(Function<T, CompletableFuture<A>> question) {
    if (Context.isOnEventLoopThread()) {
      return question.apply(own());
    }
    Promise<A> answer = Promise.promise();
    home.runOnContext(
        onLoop ->
            Future.succeededFuture()
                .compose(now -> Future.fromCompletionStage(question.apply(own())))
                .onComplete(answer));
    return answer.future().toCompletionStage().toCompletableFuture();
  }

  /** Returns those that were made. */
  Collection<T> all() {
    return made.values();
  }

  private T own() {
    return made.computeIfAbsent(Thread.currentThread(), loop -> maker.get());
  }
}
