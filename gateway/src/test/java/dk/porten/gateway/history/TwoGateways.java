package dk.porten.gateway.history;

import dk.porten.gateway.http.RunningGateway;
import dk.porten.gateway.postgres.OwnServer;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two gateways on one PostgreSQL, each of which can be killed and brought back. */
final class TwoGateways implements AutoCloseable {
  /** How many there are; they are numbered from 0. */
  static final int COUNT = 2;

  private final OwnServer server;
  private final List<GatewayProcess> gateways;

  private TwoGateways(OwnServer server, List<GatewayProcess> gateways) {
    this.server = server;
    this.gateways = gateways;
  }

  /**
   * Starts them and waits until both are ready.
   *
   * @param further variables of the gateways besides the database's and the person key
   */
  static TwoGateways start(OwnServer server, Map<String, String> further) throws IOException {
    Map<String, String> variables = new HashMap<>(further);
    variables.put("GATEWAY_DATABASE_URL", RunningGateway.url(server.address()));
    variables.put("GATEWAY_PERSON_KEY", RunningGateway.PERSON_KEY);
    GatewayProcess first = GatewayProcess.start("gateway-0", variables);
    try {
      GatewayProcess second = GatewayProcess.start("gateway-1", variables);
      TwoGateways started = new TwoGateways(server, List.of(first, second));
      started.awaitReady();
      return started;
    } catch (IOException | AssertionError failure) {
      first.close();
      throw failure;
    }
  }

  /** Returns where clients reach a gateway, alive or not. */
  URI address(int gateway) {
    return gateways.get(gateway).address();
  }

  /** Kills a gateway (SIGKILL). */
  void kill(int gateway) {
    gateways.get(gateway).kill();
  }

  /** Starts a killed gateway; it is not ready yet. */
  void startAgain(int gateway) throws IOException {
    gateways.get(gateway).startAgain();
  }

  /** Stops PostgreSQL in immediate mode. */
  void stopDatabase() throws IOException {
    server.stopImmediately();
  }

  /** Starts PostgreSQL again; it recovers. */
  void startDatabase() {
    server.startAgain();
  }

  /** Waits until both gateways are ready. */
  void awaitReady() {
    gateways.forEach(GatewayProcess::awaitReady);
  }

  @Override
  public void close() {
    gateways.forEach(GatewayProcess::close);
  }
}
