package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.OwnServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One process of the server stops answering while the others go on: it is given up, not waited for.
 */
@Timeout(300)
final class DatabaseSilentTest {
  @RegisterExtension static final OwnServer SERVER = new OwnServer();

  private RunningGateway gateway;
  private Reservations reservations;

  @BeforeEach
  void start() {
    gateway = RunningGateway.start(SERVER.address(), "GATEWAY_DATABASE_TIMEOUT_MILLIS", "1000");
    reservations = new Reservations(gateway);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void eachServerProcessStoppedInTurn_everythingGoesOn() throws Exception {
    List<Long> processes = serverProcesses();
    assertThat(processes).hasSizeGreaterThanOrEqualTo(3);
    for (long process : processes) {
      SERVER.freeze(process);
      try {
        assertEverythingIsDone("stopped." + process);
      } finally {
        SERVER.thaw(process);
      }
    }
  }

  @Test
  void processOfALentConnectionStopped_anotherOneIsLent() throws Exception {
    List<Long> before = serverProcesses();
    String hold = reservations.held("lent.one");
    assertThat(reservations.release(hold).status()).isEqualTo(204);
    List<Long> lent = serverProcesses();
    lent.removeAll(before);
    assertThat(lent).hasSize(1);

    SERVER.freeze(lent.get(0));
    try {
      Eventually.holds("released", () -> reservations.release(hold).status() == 204);
      assertThat(gateway.metric("porten_database_write_connections")).isEqualTo(1);
    } finally {
      SERVER.thaw(lent.get(0));
    }
  }

  /** Asks for what each kind of session is for. */
  private void assertEverythingIsDone(String userId) {
    Eventually.holds("a hold is made", () -> reservations.hold(userId).status() == 201);
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      Eventually.holds("a quota is found", () -> quotaOf(UUID.randomUUID()).status() == 200);
    }
    Eventually.holds("a history is told", () -> reservations.history(userId).status() == 200);
    gateway.awaitFeed();
  }

  private Reply quotaOf(UUID person) {
    return gateway.post("/v1/witness-checks", "{\"witness\":{\"personId\":\"" + person + "\"}}");
  }

  private List<Long> serverProcesses() throws SQLException {
    var processes = new ArrayList<Long>();
    try (Connection connection = gateway.openDatabase();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """)) {
      while (rows.next()) {
        processes.add(rows.getLong(1));
      }
    }
    return processes;
  }
}
