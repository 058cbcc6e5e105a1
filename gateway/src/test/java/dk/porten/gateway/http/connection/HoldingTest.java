package dk.porten.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a connection tells the others what it holds. */
final class HoldingTest {
  private static final int STEP_BYTES = 8 * 1024;

  private final HeldBytes all = new HeldBytes(1024 * 1024);
  private final Holding holding = new Holding(all, () -> {});

  @Test
  void request_ofSomeKibibytes_isToldAtOnce_andASmallerOneAtTheNextLook() {
    holding.hold(STEP_BYTES - 1);
    assertThat(all.now()).isZero();

    holding.tell();
    assertThat(all.now()).isEqualTo(STEP_BYTES - 1);

    holding.hold(1);
    assertThat(all.now()).isEqualTo(STEP_BYTES);
    holding.letGo();
    assertThat(all.now()).isZero();
  }
}
