package dk.porten.gateway.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SchemaTest {
  private static final String HASH = "decode(repeat('00', 32), 'hex')";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void migrate_severalAtOnce_migratesOnce() throws Exception {
    DatabaseAddress address = DATABASE.newDatabase();
    TestDatabase.execute(address, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");

    atOnce(
        4,
        () -> {
          Schema.migrate(address, TestDatabase.PATIENCE);
          return true;
        });

    assertThat(TestDatabase.query(address, "SELECT version FROM flyway_schema_history"))
        .contains("1")
        .doesNotHaveDuplicates();
  }

  @Test
  void migrate_again_changesNothing() throws SQLException {
    String history = "SELECT installed_rank || description FROM flyway_schema_history";
    List<String> before = TestDatabase.query(DATABASE.address(), history);
    Schema.migrate(DATABASE.address(), TestDatabase.PATIENCE);
    assertThat(TestDatabase.query(DATABASE.address(), history)).isEqualTo(before);
  }

  @Test
  void migrate_noDatabase_isUnusableWithoutThePassword() {
    DatabaseAddress missing = DATABASE.address().withDatabase("missing");
    assertThatThrownBy(() -> Schema.migrate(missing, TestDatabase.PATIENCE))
        .isInstanceOf(DatabaseUnusable.class)
        .message()
        .contains("missing")
        .doesNotContain(missing.password());
  }

  @Test
  void schema_everyTableAndColumn_isCommented() throws SQLException {
    assertThat(
            TestDatabase.query(
                DATABASE.address(),
                """
                SELECT format('%s.%s', c.relname, a.attname)
                FROM pg_class c
                LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE c.relnamespace = 'public'::regnamespace
                  AND c.relkind = 'r'
                  AND c.relname <> 'flyway_schema_history'
                  AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          taken_user_id_length       | taken_user_id (user_id) VALUES ('')
          taken_user_id_length       | taken_user_id (user_id) VALUES (repeat('a', 513))
          taken_user_id_key          | taken_user_id (user_id) VALUES ('twice'), ('twice')
          attestation_witness_hash   | attestation VALUES (gen_random_uuid(), '', HASH, now(), '', now(), '')
          attestation_applicant_hash | attestation VALUES (gen_random_uuid(), HASH, '', now(), '', now(), '')
          attestation_void           | attestation VALUES (gen_random_uuid(), HASH, HASH, now(), '', now(), '', now())
          user_id_hold_hash          | user_id_hold VALUES (gen_random_uuid(), 'a', '', 'c', now(), now())
          person_key_single          | person_key VALUES (false, HASH)
          person_key_check_value     | person_key VALUES (true, '')
          """)
  void insert_againstAConstraint_isRefused(String constraint, String row) {
    assertThatThrownBy(() -> insert(row))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("\"" + constraint + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "taken_user_id (user_id) VALUES ('a')",
        "taken_user_id (user_id) VALUES (repeat('ø', 512))",
        "attestation VALUES (gen_random_uuid(), HASH, HASH, now(), '', now(), '')",
        "attestation VALUES (gen_random_uuid(), HASH, HASH, now(), '', now(), '', now(), 'x', 'y')"
      })
  void insert_withinTheConstraints_isTaken(String row) {
    assertThatCode(() -> insert(row)).doesNotThrowAnyException();
  }

  @Test
  void attestationsInForce_ofAWitness_areFoundByIndex() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    TestDatabase.execute(
        address, "ALTER DATABASE " + address.database() + " SET enable_seqscan = off");
    assertThat(
            TestDatabase.query(
                address,
                """
                EXPLAIN SELECT count(*) FROM attestation
                WHERE witness = decode(repeat('00', 32), 'hex')
                  AND attested_on > DATE '2026-01-01'
                  AND voided_at IS NULL
                """))
        .anyMatch(line -> line.contains("attestation_in_force"));
  }

  /** Those of the previous release too, by the other index. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          idempotency_key_attestation_id | outcome = 'erased' WHERE attestation_id = ANY (IDS)
          idempotency_key_attestation    | status = 410 WHERE path = '/v1/attestations' AND status = 201 \
          AND substr(body, 19, 36) = ANY (ARRAY(SELECT convert_to(id::text, 'UTF8') FROM unnest(IDS) AS id))
          """)
  void keptAnswers_ofAttestations_areFoundByIndex(String index, String erasure)
      throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    TestDatabase.execute(
        address, "ALTER DATABASE " + address.database() + " SET enable_seqscan = off");
    assertThat(
            TestDatabase.query(
                address,
                "EXPLAIN UPDATE idempotency_key SET "
                    + erasure.replace("IDS", "ARRAY(SELECT attestation_id FROM attestation)")))
        .anyMatch(line -> line.matches(".*Index Scan (on|using) " + index + " .*"));
  }

  @Test
  void locate_newDatabase_isWhereTheRoleWorks() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    TestDatabase.execute(address, "DROP SCHEMA public CASCADE");
    TestDatabase.execute(address, "CREATE SCHEMA \"Lene's\"");
    TestDatabase.execute(
        address, "ALTER DATABASE " + address.database() + " SET search_path = nowhere, \"Lene's\"");

    DatabaseAddress located = Schema.locate(address);
    Schema.migrate(located, TestDatabase.PATIENCE);

    assertThat(located.schema()).isEqualTo("Lene's");
    assertThat(TestDatabase.query(located, "SELECT count(*) FROM \"Lene's\".taken_user_id"))
        .containsExactly("0");
  }

  @Test
  void locate_searchPathThatLeadsElsewhereByNow_isWhereTheTablesAre() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    TestDatabase.execute(address, "CREATE SCHEMA elsewhere");
    TestDatabase.execute(
        address, "ALTER DATABASE " + address.database() + " SET search_path = elsewhere");

    assertThat(Schema.locate(address).schema()).isEqualTo("public");
  }

  @Test
  void locate_tablesInSeveralSchemas_areToldApartBySearchPath() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    TestDatabase.execute(address, "CREATE SCHEMA other");
    Schema.migrate(address.withSchema("other"), TestDatabase.PATIENCE);
    assertThat(Schema.locate(address).schema()).isEqualTo("public");

    TestDatabase.execute(
        address, "ALTER DATABASE " + address.database() + " SET search_path = nowhere");
    assertThatThrownBy(() -> Schema.locate(address))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("has the gateway's tables in several schemas (other, public)");
  }

  @Test
  void locate_noSchema_isRefused() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    TestDatabase.execute(address, "DROP SCHEMA public CASCADE");

    assertThatThrownBy(() -> Schema.locate(address))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("has no schema for the gateway's tables: create one");
  }

  @Test
  void migrate_roleWithoutTheRight_isRefusedByName() throws SQLException {
    DatabaseAddress owned = DATABASE.newDatabase();
    TestDatabase.execute(owned, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    String guest = "guest_" + owned.database();
    TestDatabase.execute(owned, "CREATE ROLE " + guest + " LOGIN PASSWORD 'guest'");
    TestDatabase.execute(owned, "GRANT USAGE ON SCHEMA public TO " + guest);
    DatabaseAddress address =
        new DatabaseAddress(
                owned.host(), owned.port(), owned.database(), guest, "guest", owned.tls())
            .withSchema("public");

    assertThatThrownBy(() -> Schema.migrate(address, TestDatabase.PATIENCE))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("does not give the gateway's role a right that it needs")
        .hasMessageContaining("permission denied for schema public");
  }

  @Test
  void migrate_schemaWithOtherTables_isUnusableAndSaysWhy() throws Exception {
    DatabaseAddress address = DATABASE.newDatabase();
    TestDatabase.execute(
        address, "DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE other ()");

    assertThatThrownBy(() -> Schema.migrate(address.withSchema("public"), TestDatabase.PATIENCE))
        .isInstanceOfSatisfying(
            DatabaseUnusable.class, refused -> assertThat(refused.mayPass()).isFalse())
        .hasMessageContaining("cannot be brought up to date: Found non-empty schema");
  }

  @Test
  void migrate_serializableByDefault_severalAtOnceDoIt() throws Exception {
    DatabaseAddress server = DATABASE.address();
    TestDatabase.execute(server, "CREATE DATABASE serializable TEMPLATE template0");
    DatabaseAddress address = server.withDatabase("serializable").withSchema("public");
    TestDatabase.execute(
        address, "ALTER DATABASE serializable SET default_transaction_isolation = 'serializable'");

    atOnce(
        4,
        () -> {
          Schema.migrate(address, TestDatabase.PATIENCE);
          return true;
        });
  }

  private static void insert(String row) throws SQLException {
    TestDatabase.execute(DATABASE.address(), "INSERT INTO " + row.replace("HASH", HASH));
  }

  private static void atOnce(int times, Callable<Boolean> step) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(times, step))) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }
}
