package dk.porten.gateway.history;

import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.history.History.Given;
import dk.porten.gateway.http.RunningGateway;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.OwnServer;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.PersonKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Two gateways on one PostgreSQL, each of which can be killed and brought back. */
final class TwoGateways implements AutoCloseable {
  /** How many there are; they are numbered from 0. */
  static final int COUNT = 2;

  private final OwnServer server;
  private final DatabaseAddress database;
  private final List<GatewayProcess> gateways;

  private TwoGateways(OwnServer server, DatabaseAddress database, List<GatewayProcess> gateways) {
    this.server = server;
    this.database = database;
    this.gateways = gateways;
  }

  /** Starts them on a new database of the server and waits until both have. */
  static TwoGateways start(OwnServer server, String database) throws IOException, SQLException {
    execute(server.address(), "CREATE DATABASE " + database);
    DatabaseAddress address = server.address().withDatabase(database);
    Map<String, String> variables = new HashMap<>();
    variables.put("GATEWAY_DATABASE_URL", TestDatabase.url(address));
    variables.put("GATEWAY_PERSON_KEY", RunningGateway.PERSON_KEY);
    variables.put("GATEWAY_BUDGETS", "off");
    variables.put("GATEWAY_DRAIN_DELAY_SECONDS", "0");
    variables.put("GATEWAY_WARM_UP_SECONDS", "0");
    variables.put("GATEWAY_JWKS", TestTokens.keySetFile().toString());
    variables.put("GATEWAY_JWT_ISSUER", TestTokens.ISSUER);
    variables.put("GATEWAY_JWT_AUDIENCE", TestTokens.AUDIENCE);
    variables.put("GATEWAY_JWT_MAX_LIFETIME_SECONDS", "0");
    GatewayProcess first = GatewayProcess.start("gateway-0", variables);
    try {
      GatewayProcess second = GatewayProcess.start("gateway-1", variables);
      TwoGateways started = new TwoGateways(server, address, List.of(first, second));
      started.awaitStarted();
      return started;
    } catch (IOException | AssertionError failure) {
      first.close();
      throw failure;
    }
  }

  /** Records attestations of the time before. */
  void give(List<Given> given) throws SQLException {
    PersonKey key = PersonKey.parse(RunningGateway.PERSON_KEY);
    try (Connection connection = database.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO attestation
                  (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
                VALUES (?, ?, ?, ?, ?, 'given')""")) {
      for (Given there : given) {
        insert.setObject(1, there.attestationId());
        insert.setBytes(2, key.hash(there.witness()));
        insert.setBytes(3, key.hash(there.applicant()));
        insert.setObject(4, there.on());
        insert.setString(5, there.rulePack() + "@1");
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Changes the database that both are on. */
  void change(String statements) throws SQLException {
    execute(database, statements);
  }

  /** Returns where clients reach a gateway, alive or not. */
  URI address(int gateway) {
    return gateways.get(gateway).address();
  }

  /** Kills a gateway (SIGKILL). */
  void kill(int gateway) {
    gateways.get(gateway).kill();
  }

  /** Starts a killed gateway; it has not started yet. */
  void startAgain(int gateway) throws IOException {
    gateways.get(gateway).startAgain();
  }

  /** Stops one of the server's processes that a gateway has a session with; returns which. */
  long stopServerProcess(Random random) throws IOException, SQLException {
    List<Long> processes = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                ORDER BY pid
                """)) {
      while (rows.next()) {
        processes.add(rows.getLong(1));
      }
    }
    long process = processes.get(random.nextInt(processes.size()));
    server.freeze(process);
    return process;
  }

  /** Lets a process go on that was stopped, if it is still there. */
  void goOn(long process) {
    try {
      server.thaw(process);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Stops PostgreSQL in immediate mode. */
  void stopDatabase() throws IOException {
    server.stopImmediately();
  }

  /** Starts PostgreSQL again; it recovers. */
  void startDatabase() throws IOException {
    server.startAgain();
  }

  /** Waits until both gateways have started. */
  void awaitStarted() {
    gateways.forEach(GatewayProcess::awaitStarted);
  }

  @Override
  public void close() {
    gateways.forEach(GatewayProcess::close);
  }

  private static void execute(DatabaseAddress address, String statements) throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }
}
