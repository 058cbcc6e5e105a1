package dk.porten.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/** The way from a fact's stage, which any thread completes, back to the asking event loop. */
final class Asking {

  private Asking() {}

  /** Returns the fact on the current event loop; at once if it is known already. */
  static <F> Future<F> onThisLoop(CompletableFuture<F> fact) {
    return fact.isDone() && !fact.isCompletedExceptionally()
        ? Future.succeededFuture(fact.getNow(null))
        : Future.fromCompletionStage(fact, Vertx.currentContext());
  }
}
