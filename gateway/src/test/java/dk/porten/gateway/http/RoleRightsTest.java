package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rights that docs/postgresql.md gives a role are all that a gateway needs. */
@Timeout(120)
final class RoleRightsTest {
  private static final Path PAGE = Path.of("..", "docs", "postgresql.md");
  private static final Pattern STATEMENTS = Pattern.compile("(?s)```sql\n(.*?)```");

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void databaseOfItsOwn_everythingWorks() throws Exception {
    String role = "owner_" + DATABASE.newDatabase().database();
    execute(DATABASE.address(), documented(0), role);

    assertEverythingWorks(DATABASE.address(), role, role);
  }

  @Test
  void schemaOfItsOwn_everythingWorks() throws Exception {
    String role = "guest_" + DATABASE.newDatabase().database();
    String shared = "shared_with_" + role;
    execute(DATABASE.address(), "CREATE DATABASE " + shared + " TEMPLATE template0", role);
    DatabaseAddress database = DATABASE.address().withDatabase(shared);
    execute(database, documented(1), role);

    assertEverythingWorks(database, shared, role);
  }

  private static void assertEverythingWorks(DatabaseAddress server, String database, String role) {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://%s:secret@%s:%d/%s?sslmode=disable"
                .formatted(role, server.host(), server.port(), database));
    try (RunningGateway gateway = RunningGateway.start(address)) {
      var reservations = new Reservations(gateway);
      assertThat(reservations.claim(reservations.held("stine.b")).status()).isEqualTo(200);
      assertThat(reservations.free("stine.b", "test").status()).isEqualTo(204);
      String body = Attestations.body(UUID.randomUUID(), UUID.randomUUID(), "").encode();
      assertThat(gateway.post("/v1/attestations", body, "Idempotency-Key", "one").status())
          .isEqualTo(201);
    }
  }

  private static String documented(int number) throws IOException {
    List<String> blocks =
        STATEMENTS
            .matcher(Files.readString(PAGE))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    return blocks.get(number);
  }

  /** Who is no superuser gives things only to roles whose member they are. */
  private static void execute(DatabaseAddress address, String statements, String role)
      throws SQLException {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      for (String one : statements.split(";", -1)) {
        if (!one.isBlank()) {
          statement.execute(one.replaceAll("\\bporten\\b", role));
        }
        if (one.contains("CREATE ROLE")) {
          statement.execute("GRANT " + role + " TO CURRENT_USER");
        }
      }
    }
  }
}
