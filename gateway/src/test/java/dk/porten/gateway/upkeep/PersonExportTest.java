package dk.porten.gateway.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.KeyRotation;
import dk.porten.gateway.postgres.schema.PersonKey;
import dk.porten.gateway.postgres.schema.Schema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class PersonExportTest {
  private static final PersonKey OLD = PersonKey.parse("00".repeat(32));
  private static final PersonKey BOTH = PersonKey.parse("00".repeat(32) + "," + "01".repeat(32));

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  /** The command looks at the key when it begins; the rotation may come a moment later. */
  @Test
  void write_keyRotatedSinceTheCommandBegan_isRefusedAndTellsNothing() throws Exception {
    DatabaseAddress address = Schema.claim(DATABASE.address(), OLD);
    KeyRotation.run(address, BOTH);
    var out = new StringWriter();
    try (Connection connection = address.connect()) {
      connection.setAutoCommit(false);
      byte[] person = OLD.hash(UUID.randomUUID());
      assertThatThrownBy(() -> PersonExport.write(connection, person, new PrintWriter(out)))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("the person key was rotated");
    }
    assertThat(out.toString()).isEmpty();
  }
}
