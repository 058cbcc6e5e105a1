package dk.porten.gateway.postgres.connection;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Something that one event loop owns and all event loops use. Any thread may ask. */
public final class OneLoop<T> {

  private final Vertx vertx;
  private final Context loop;
  private final Future<T> own;

  /**
   * @param maker called on the event loop, before anything is asked
   */
  public OneLoop(Vertx vertx, Supplier<T> maker) {
    this.vertx = vertx;
    loop = vertx.getOrCreateContext();
    own =
        Future.future(
            made ->
                loop.runOnContext(
                    onLoop -> Future.succeededFuture().map(now -> maker.get()).onComplete(made)));
  }

  /** Asks on the event loop; the answer comes on the calling one. */
  public <A> Future<A> ask(Function<T, CompletableFuture<A>> question) {
    Promise<A> answer = Promise.promise();
    loop.runOnContext(
        onLoop ->
            own.compose(made -> Future.fromCompletionStage(question.apply(made)))
                .onComplete(answer));
    return Future.fromCompletionStage(
        answer.future().toCompletionStage(), vertx.getOrCreateContext());
  }
}
