package dk.porten.gateway.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

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
