package dk.porten.gateway.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseAddressTest {
  @Test
  void parse_everything_takesEverything() {
    assertThat(DatabaseAddress.parse("postgresql://u:pw@db_1.local:6543/name?sslmode=verify-full"))
        .isEqualTo(new DatabaseAddress("db_1.local", 6543, "name", "u", "pw", SslMode.VERIFY_FULL));
  }

  @Test
  void parse_least_takesDefaults() {
    assertThat(DatabaseAddress.parse("postgres://u@db/name"))
        .isEqualTo(new DatabaseAddress("db", 5432, "name", "u", "", SslMode.PREFER));
  }

  @Test
  void parse_percentEncoded_decodes() {
    assertThat(DatabaseAddress.parse("postgresql://a%40b:p%3A%2F+%C3%A6%25@[::1]/n%3Fm"))
        .isEqualTo(new DatabaseAddress("::1", 5432, "n?m", "a@b", "p:/+æ%", SslMode.PREFER));
  }

  @ParameterizedTest
  @CsvSource({
    "'', form",
    "jdbc:postgresql://u:secret@db/name, form",
    "postgresql://db/name, form",
    "postgresql://u:secret@db, form",
    "postgresql://u:secret@db/, form",
    "postgresql://u:sec@ret@db/name, form",
    "postgresql://u:sec#ret@db/name, form",
    "postgresql://u:secret@db:x/name, form",
    "postgresql://u:secret@db/name?password=secret, form",
    "postgresql://u:secret@db/name?sslmode=require&x=1, form",
    "postgresql://u:secret@db:0/name, port",
    "postgresql://u:secret@db:65536/name, port",
    "postgresql://u:secret@db/name?sslmode=secret, sslmode",
    "postgresql://u:secret%zz@db/name, password",
    "postgresql://u:secret%ff@db/name, password",
    "postgresql://u:secret@db/%00, database",
  })
  void parse_anythingElse_namesThePartAndNoValue(String url, String part) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining(part)
        .message()
        .doesNotContain("secret", "ret@", "zz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgresql://u:hush@db/name", "postgresql://u:hush@[::1]:1/name"})
  void toString_password_isNotTold(String url) {
    assertThat(DatabaseAddress.parse(url).toString()).contains("u", "name").doesNotContain("hush");
  }
}
