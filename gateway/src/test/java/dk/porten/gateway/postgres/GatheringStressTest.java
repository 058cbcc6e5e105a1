package dk.porten.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Asking and answering race for the one place of a query: no key may be left behind. */
final class GatheringStressTest {
  private static final int ASKERS = 3;
  private static final int ROUNDS = 30_000;

  private final ExecutorService database = Executors.newSingleThreadExecutor();
  private final Gathering<Integer, Integer> gathering =
      new Gathering<>(this::find, 1, 100, Duration.ofSeconds(5));

  @AfterEach
  void stop() {
    database.shutdownNow();
  }

  @Test
  void load_fromManyThreads_everyKeyIsAnswered() {
    List<CompletableFuture<Void>> askers =
        IntStream.range(0, ASKERS).mapToObj(i -> CompletableFuture.runAsync(this::ask)).toList();

    askers.forEach(CompletableFuture::join);
    assertThat(gathering.waiting()).isZero();
  }

  private void ask() {
    for (int key = 0; key < ROUNDS; key++) {
      assertThat(gathering.load(key).toCompletableFuture().join()).isEqualTo(key);
    }
  }

  private Future<Map<Integer, Integer>> find(List<Integer> keys) {
    Promise<Map<Integer, Integer>> promise = Promise.promise();
    database.execute(
        () -> promise.complete(keys.stream().collect(Collectors.toMap(k -> k, k -> k))));
    return promise.future();
  }
}
