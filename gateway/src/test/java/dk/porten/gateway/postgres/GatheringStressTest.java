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
import java.util.concurrent.Phaser;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asking and answering race for the one place of a query: no key may be left behind. */
@Timeout(60)
final class GatheringStressTest {
  private static final int ASKERS = 2;
  private static final int ROUNDS = 100_000;

  private final Phaser round = new Phaser(ASKERS);
  private final ExecutorService askers = Executors.newFixedThreadPool(ASKERS);
  private final ExecutorService database = Executors.newSingleThreadExecutor();
  private final Gathering<Integer, Integer> gathering =
      new Gathering<>(this::find, 1, 100, Duration.ofSeconds(10));

  @AfterEach
  void stop() {
    askers.shutdownNow();
    database.shutdownNow();
  }

  @Test
  void load_fromManyThreads_everyKeyIsAnswered() {
    List<CompletableFuture<Void>> asking =
        IntStream.range(0, ASKERS)
            .mapToObj(i -> CompletableFuture.runAsync(this::ask, askers))
            .toList();

    asking.forEach(CompletableFuture::join);
    assertThat(gathering.waiting()).isZero();
  }

  /** All ask in one round and wait for its answers, so that nobody's next key frees a stuck one. */
  private void ask() {
    try {
      for (int key = 0; key < ROUNDS; key++) {
        round.arriveAndAwaitAdvance();
        assertThat(gathering.load(key).toCompletableFuture().join()).isEqualTo(key);
      }
    } finally {
      round.forceTermination();
    }
  }

  private Future<Map<Integer, Integer>> find(List<Integer> keys) {
    Promise<Map<Integer, Integer>> promise = Promise.promise();
    database.execute(
        () -> promise.complete(keys.stream().collect(Collectors.toMap(k -> k, k -> k))));
    return promise.future();
  }
}
