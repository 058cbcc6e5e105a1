package dk.porten.gateway.wiring;

import java.util.function.BooleanSupplier;

/** What the gateway tells operators about its health. Any thread may call. */
final class Health {

  private volatile boolean started;
  private volatile boolean draining;
  private volatile BooleanSupplier isBehind = () -> false;

  /**
   * @param isBehind whether changes come in too late although the database can be reached
   */
  void started(BooleanSupplier isBehind) {
    this.isBehind = isBehind;
    started = true;
  }

  void draining() {
    draining = true;
  }

  boolean isStarted() {
    return started;
  }

  /** Says whether requests should be sent here. It stays true while the database is away. */
  boolean isReady() {
    return started && !draining && !isBehind.getAsBoolean();
  }
}
