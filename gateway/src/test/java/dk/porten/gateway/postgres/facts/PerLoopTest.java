package dk.porten.gateway.postgres.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every event loop has one of its own, which is used on it only. */
@Timeout(60)
final class PerLoopTest {
  private static final int LOOPS = 3;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(LOOPS));
  private final PerLoop<Own> perLoop = new PerLoop<>(vertx, Own::new);

  /** Knows the thread that made it. */
  private static final class Own {
    private final Thread thread = Thread.currentThread();
    private final Set<Thread> askers = ConcurrentHashMap.newKeySet();

    CompletableFuture<Thread> ask() {
      askers.add(Thread.currentThread());
      return CompletableFuture.completedFuture(thread);
    }
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void open_asManyAsThereAreLoops_makesOneForEach() {
    open();

    assertThat(perLoop.all()).extracting(own -> own.thread).doesNotHaveDuplicates().hasSize(LOOPS);
  }

  @Test
  void ask_fromLoopsAndOtherThreads_comesToTheOwnOnItsThread() {
    open();
    var fromOthers = IntStream.range(0, 100).mapToObj(i -> perLoop.ask(Own::ask)).toList();
    fromOthers.forEach(CompletableFuture::join);

    assertThat(perLoop.all()).hasSize(LOOPS);
    assertThat(perLoop.all())
        .allSatisfy(own -> assertThat(own.askers).isSubsetOf(Set.of(own.thread)));
  }

  @Test
  void ask_beforeItIsOpen_makesTheOwn() {
    assertThat(perLoop.ask(Own::ask).join()).isNotEqualTo(Thread.currentThread());
    assertThat(perLoop.all()).hasSize(1);
  }

  private void open() {
    perLoop
        .open(LOOPS, own -> Future.succeededFuture())
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
