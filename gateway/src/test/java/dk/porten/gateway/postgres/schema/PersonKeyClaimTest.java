package dk.porten.gateway.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A database belongs to the person key that claims it first. */
@Timeout(60)
final class PersonKeyClaimTest {
  private static final PersonKey KEY = PersonKey.parse("00".repeat(32));
  private static final PersonKey OTHER_KEY = PersonKey.parse("01".repeat(32));

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @Test
  void claim_sameKey_passesAgain() {
    DatabaseAddress address = DATABASE.newDatabase();
    Schema.claim(address, KEY);
    assertThatCode(() -> Schema.claim(address, KEY)).doesNotThrowAnyException();
  }

  @Test
  void claim_otherKey_isRefused() {
    DatabaseAddress address = DATABASE.newDatabase();
    Schema.claim(address, KEY);
    assertThatThrownBy(() -> Schema.claim(address, OTHER_KEY))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("does not match this database");
  }

  /** Keys are named by a letter each; the database was used with the first ones, one by one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a   | ab  | run gateway.jar rotate-person-key, which brings the newest into use, or leave it out
          ab  | abc | run gateway.jar rotate-person-key, which brings the newest into use, or leave it out
          a   | abc | leave all but one of the new ones out, a rotation brings one into use
          ab  | a   | add those that are missing, all are needed, the oldest first
          ab  | b   | add those that are missing, all are needed, the oldest first
          abc | ac  | add those that are missing, all are needed, the oldest first
          a   | b   | set it to the keys with which the database was used, the oldest first
          ab  | ba  | set it to the keys with which the database was used, the oldest first
          ab  | ac  | set it to the keys with which the database was used, the oldest first
          ab  | c   | set it to the keys with which the database was used, the oldest first
          """)
  void claim_otherKeys_isRefusedAndSaysWhatToDo(String used, String given, String advice)
      throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    Schema.claim(address, key(used.substring(0, 1)));
    for (int keys = 2; keys <= used.length(); keys++) {
      KeyRotation.run(address, key(used.substring(0, keys)));
    }
    assertThatCode(() -> Schema.claim(address, key(used))).doesNotThrowAnyException();

    assertThatThrownBy(() -> Schema.claim(address, key(given)))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessage(
            "The person key does not match this database, whose hashes are made with the keys %s;"
                    .formatted(key(used).keyIds())
                + " GATEWAY_PERSON_KEY has %s: %s".formatted(key(given).keyIds(), advice));
  }

  /** The previous release writes no names of keys. */
  @Test
  void claim_databaseOfThePreviousRelease_namesItsKey() throws SQLException {
    DatabaseAddress address = DATABASE.newDatabase();
    Schema.claim(address, KEY);
    TestDatabase.execute(address, "UPDATE person_key SET key_ids = NULL");

    assertThatThrownBy(() -> Schema.claim(address, OTHER_KEY))
        .hasMessageContaining("made with the keys [];");
    Schema.claim(address, KEY);
    assertThat(TestDatabase.query(address, "SELECT key_ids[1] FROM person_key"))
        .isEqualTo(KEY.keyIds());
  }

  private static PersonKey key(String letters) {
    return PersonKey.parse(
        letters
            .chars()
            .mapToObj(letter -> Integer.toHexString(letter).repeat(32))
            .collect(Collectors.joining(",")));
  }

  @Test
  void claim_differentKeysAtOnce_onlyOneKeyWins() throws Exception {
    DatabaseAddress address = DATABASE.newDatabase();
    List<Future<Boolean>> claims = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 16; i++) {
      PersonKey key = i % 2 == 0 ? KEY : OTHER_KEY;
      claims.add(threads.submit(() -> isClaimed(address, key)));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

    for (int i = 0; i < claims.size(); i++) {
      assertThat(claims.get(i).get()).isEqualTo(claims.get(i % 2).get());
    }
    assertThat(claims.get(0).get()).isNotEqualTo(claims.get(1).get());
  }

  private static boolean isClaimed(DatabaseAddress address, PersonKey key) {
    try {
      Schema.claim(address, key);
      return true;
    } catch (DatabaseUnusable e) {
      return false;
    }
  }
}
