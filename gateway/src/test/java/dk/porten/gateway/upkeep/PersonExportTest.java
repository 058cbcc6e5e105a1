package dk.porten.gateway.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import dk.porten.gateway.postgres.schema.KeyRotation;
import dk.porten.gateway.postgres.schema.PersonKey;
import dk.porten.gateway.postgres.schema.Schema;
import io.vertx.core.json.JsonObject;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
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

  /** What comes after the first rows have been written is not told, whatever it belongs to. */
  @Test
  void write_attestationComesMeanwhile_tellsOfOneMoment() throws Exception {
    DatabaseAddress address = Schema.claim(DATABASE.newDatabase(), OLD);
    byte[] person = OLD.hash(UUID.randomUUID());
    byte[] other = OLD.hash(UUID.randomUUID());
    TestDatabase.execute(address, attestations(500, person, other));
    var export = new StringWriter();
    var begun =
        new FilterWriter(export) {
          @Override
          public void write(char[] text, int from, int length) throws IOException {
            if (export.getBuffer().isEmpty()) {
              try {
                TestDatabase.execute(address, attestations(1, other, person));
              } catch (SQLException failure) {
                throw new IOException(failure);
              }
            }
            super.write(text, from, length);
          }
        };
    try (Connection connection = address.connect()) {
      connection.setAutoCommit(false);
      PersonExport.write(connection, person, new PrintWriter(begun));
    }
    JsonObject told = new JsonObject(export.toString());
    assertThat(told.getJsonArray("attestationsAsWitness")).hasSize(500);
    assertThat(told.getJsonArray("attestationsAsApplicant")).isEmpty();
  }

  private static String attestations(int number, byte[] witness, byte[] applicant) {
    return """
    INSERT INTO attestation (attestation_id, witness, applicant, attested_on, rule_pack, recorded_by)
    SELECT gen_random_uuid(), '\\x%s', '\\x%s', DATE '2000-01-01' + day, '', ''
    FROM generate_series(1, %d) AS day
    """
        .formatted(hex(witness), hex(applicant), number);
  }

  private static String hex(byte[] person) {
    return HexFormat.of().formatHex(person);
  }
}
