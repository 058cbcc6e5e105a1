package dk.porten.gateway.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one event loop owns is asked by all, and every question gets an end. */
@Timeout(60)
final class OneLoopTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void ask_fromAnotherThread_comesToTheOwnOnItsLoop() {
    OneLoop<Thread> loop = new OneLoop<>(vertx, Thread::currentThread);

    assertThat(
            loop.ask(made -> CompletableFuture.completedFuture(made == Thread.currentThread()))
                .await())
        .isTrue();
  }

  @Test
  void ask_questionThrows_fails() {
    OneLoop<String> loop = new OneLoop<>(vertx, () -> "own");

    assertThatIllegalStateException().isThrownBy(() -> loop.ask(own -> fail("asking")).await());
  }

  @Test
  void ask_couldNotBeMade_fails() {
    OneLoop<String> loop = new OneLoop<>(vertx, () -> fail("making").join());

    assertThatIllegalStateException()
        .isThrownBy(() -> loop.ask(CompletableFuture::completedFuture).await());
  }

  private static CompletableFuture<String> fail(String what) {
    throw new IllegalStateException(what);
  }
}
