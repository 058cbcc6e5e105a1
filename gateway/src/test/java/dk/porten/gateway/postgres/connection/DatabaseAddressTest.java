package dk.porten.gateway.postgres.connection;

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
    assertThat(DatabaseAddress.parse("postgresql://u:pw@db_1.local:6543/name?sslmode=require"))
        .isEqualTo(address("db_1.local", 6543, "name", "u", "pw", SslMode.REQUIRE));
  }

  @ParameterizedTest
  @CsvSource({
    "db.local, VERIFY_FULL",
    "192.0.2.7, VERIFY_FULL",
    "127.0.0.1.example, VERIFY_FULL",
    "localhost, PREFER",
    "127.0.0.1, PREFER",
    "127.8.7.6, PREFER",
    "::1, PREFER",
  })
  void parse_least_isSafeWhereOthersMayListen(String host, SslMode expected) {
    String inUrl = host.contains(":") ? "[" + host + "]" : host;
    assertThat(DatabaseAddress.parse("postgres://u@" + inUrl + "/name"))
        .isEqualTo(address(host, 5432, "name", "u", "", expected));
  }

  @Test
  void parse_percentEncoded_decodes() {
    assertThat(
            DatabaseAddress.parse(
                "postgresql://a%40b:p%3A%2F+$!%C3%A6%25@[::1]/n%3Fm?sslmode=allow"))
        .isEqualTo(address("::1", 5432, "n?m", "a@b", "p:/+$!æ%", SslMode.ALLOW));
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
    "postgresql://u:secret@db/name?password=secret, password",
    "postgresql://u:secret@db/name?sslmode=require&x=secret&target_session_attrs=any, 'x, target_session_attrs'",
    "postgresql://u:secret@db/name?secret, name=value",
    "postgresql://u:secret@db/name?sslmode=allow&sslmode=require, sslmode",
    "postgresql://u:secret@db/name?sslmode=, sslmode",
    "postgresql://u:secret@db/name?sslrootcert=/secret/ca.pem, sslrootcert",
    "postgresql://u:secret@db/name?sslmode=require&sslrootcert=/etc/hostname, sslrootcert",
    "postgresql://u:secret@db/name?sslrootcert=/etc/hostname, sslrootcert",
    "postgresql://u:secret@db/name?sslcert=/etc/hostname, sslkey",
    "postgresql://u:secret@db/name?sslcert=/etc/hostname&sslkey=/etc/hostname, sslcert",
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

  private static DatabaseAddress address(
      String host, int port, String database, String user, String password, SslMode mode) {
    return new DatabaseAddress(
        host, port, database, user, password, new DatabaseTls(mode, null, null, null));
  }
}
