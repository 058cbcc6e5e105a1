package dk.porten.core.fact;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A source whose answers the test gives by hand, in whatever order. */
final class ScriptedSource implements FactSource<String, String> {

  private final List<CompletableFuture<String>> loads = new ArrayList<>();

  @Override
  public CompletionStage<String> load(String key) {
    var load = new CompletableFuture<String>();
    loads.add(load);
    return load;
  }

  int loads() {
    return loads.size();
  }

  /** Answers a load, the first being 1. */
  void answer(int load, String fact) {
    loads.get(load - 1).complete(fact);
  }

  void fail(int load, String message) {
    loads.get(load - 1).completeExceptionally(new IllegalStateException(message));
  }
}
