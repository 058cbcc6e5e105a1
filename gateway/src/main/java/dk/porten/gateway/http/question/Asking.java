package dk.porten.gateway.http.question;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;

/** Brings a fact, which any thread may deliver, back to the event loop that asked for it. */
public final class Asking {

  private Asking() {}

  /** Returns the fact on the current event loop; at once if it is known already. */
  public static <F> Future<F> onThisLoop(CompletableFuture<F> fact) {
    return fact.isDone() && !fact.isCompletedExceptionally()
        ? Future.succeededFuture(fact.getNow(null))
        : Future.fromCompletionStage(fact, Vertx.currentContext());
  }
}
