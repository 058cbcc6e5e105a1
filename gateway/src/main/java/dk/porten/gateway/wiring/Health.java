package dk.porten.gateway.wiring;

/** What the gateway tells of itself to whoever runs it. Any thread may call. */
final class Health {

  private volatile boolean started;
  private volatile boolean draining;

  void started() {
    started = true;
  }

  void draining() {
    draining = true;
  }

  boolean isStarted() {
    return started;
  }

  /** Says whether requests should be sent here. That the database is away does not change it. */
  boolean isReady() {
    return started && !draining;
  }
}
