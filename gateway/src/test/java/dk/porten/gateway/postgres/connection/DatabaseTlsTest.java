package dk.porten.gateway.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whom either client takes for the server, and what it says of others. */
@Timeout(120)
final class DatabaseTlsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir private static Path files = Path.of("");

  private static final Vertx VERTX = Vertx.vertx();
  private static final String BY_PASSWORD = "host all all 127.0.0.1/32 scram-sha-256\n";
  private static final String BY_CERTIFICATE_TOO =
      "hostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca\n";

  private static TlsServer server;
  private static X509Bundle foreign;

  /** The two that connect to a database. */
  enum Client {
    JDBC {
      @Override
      void connect(DatabaseAddress address) {
        ServerCheck.check(address);
      }
    },
    /** Does not tell why a handshake failed; in a start the other one has told before. */
    EVENT_DRIVEN {
      @Override
      String told(String why) {
        return why.startsWith("has a certificate ")
            ? "and the gateway do not agree on TLS (the handshake failed)"
            : why;
      }

      @Override
      void connect(DatabaseAddress address) {
        var settings = new SessionSettings(address, Duration.ofSeconds(20), Duration.ZERO);
        new Connector(VERTX, address, settings, List.of())
            .open(VERTX.getOrCreateContext())
            .compose(session -> session.close())
            .await();
      }
    };

    abstract void connect(DatabaseAddress address);

    /** Returns what this one says instead of a reason why a certificate is refused. */
    String told(String why) {
      return why;
    }
  }

  @BeforeAll
  static void startServer() throws Exception {
    foreign = TlsServer.authority("CN=Somebody else");
    server = new TlsServer(DATABASE.newDataDirectory("-tls"), files);
  }

  @AfterAll
  static void stopServer() {
    server.close();
    VERTX.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void verifyFull_serverOfTheAuthority_isTaken(Client client) throws Exception {
    server.present(server.issued("127.0.0.1"));

    assertTaken(client, "sslmode=verify-full&sslrootcert=" + files.resolve("authority.pem"));
    assertTaken(client, "sslrootcert=" + files.resolve("authority.pem"));
  }

  @ParameterizedTest
  @EnumSource
  void verifyFull_otherName_isRefused_butNotByVerifyCa(Client client) throws Exception {
    server.present(server.issued("192.0.2.1"));

    assertRefused(client, "verify-full", "has a certificate for another name: correct the host");
    assertTaken(client, "sslmode=verify-ca&sslrootcert=" + files.resolve("authority.pem"));
  }

  @ParameterizedTest
  @EnumSource
  void verify_foreignAuthority_isRefused_butNotByRequire(Client client) throws Exception {
    server.present(TlsServer.builder().addSanIpAddress("127.0.0.1").buildIssuedBy(foreign));

    for (String mode : List.of("verify-ca", "verify-full")) {
      assertRefused(client, mode, "has a certificate of no authority that is trusted");
    }
    assertTaken(client, "sslmode=require");
  }

  @ParameterizedTest
  @EnumSource
  void verify_expired_isRefused(Client client) throws Exception {
    server.present(
        TlsServer.builder()
            .notAfter(TlsServer.LONG_AGO.plus(Duration.ofDays(2)))
            .addSanIpAddress("127.0.0.1")
            .buildIssuedBy(server.authority()));

    for (String mode : List.of("verify-ca", "verify-full")) {
      assertRefused(client, mode, "has a certificate that has expired");
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_withoutAFile_trustsWhomTheJvmTrusts(Client client) throws Exception {
    server.present(server.issued("127.0.0.1"));
    assertUnusable(
        client, "sslmode=verify-full", "has a certificate of no authority that is trusted");

    Path store = server.authority().toTempKeyStoreFile("changeit".toCharArray()).toPath();
    System.setProperty("javax.net.ssl.trustStore", store.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    try {
      assertTaken(client, "sslmode=verify-full");
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
      Files.delete(store);
    }
  }

  @ParameterizedTest
  @EnumSource
  void clientCertificate_wherePeopleNeedOne_isPresented(Client client) throws Exception {
    server.present(server.issued("127.0.0.1"));
    server.let(BY_CERTIFICATE_TOO);
    try {
      for (CertificateBuilder kind :
          List.of(TlsServer.builder().ecp256(), TlsServer.builder().rsa2048())) {
        server.own(kind);
        assertTaken(
            client,
            "sslmode=verify-full&sslrootcert=%s&sslcert=%s&sslkey=%s"
                .formatted(
                    files.resolve("authority.pem"),
                    files.resolve("own.pem"),
                    files.resolve("own.key")));
      }
      assertRefused(client, "verify-full", "refuses the login (connection requires a valid client");
    } finally {
      server.let(BY_PASSWORD);
    }
  }

  @ParameterizedTest
  @EnumSource
  void require_serverWithoutTls_isRefused(Client client) throws SQLException {
    DatabaseAddress plain = DATABASE.address();
    var address =
        new DatabaseAddress(
            plain.host(),
            plain.port(),
            plain.database(),
            plain.user(),
            plain.password(),
            DatabaseAddress.parse("postgresql://u@127.0.0.1/d?sslmode=require").tls());
    if (TestDatabase.query(plain, "SHOW ssl").equals(List.of("off"))) {
      assertThatThrownBy(() -> client.connect(address))
          .isInstanceOf(DatabaseUnusable.class)
          .hasMessageContaining("does not speak TLS");
    } else {
      // Debian's does where the machine has a certificate.
      assertThatCode(() -> client.connect(address)).doesNotThrowAnyException();
    }
  }

  private static void assertTaken(Client client, String parameters) {
    assertThatCode(() -> client.connect(server.address(parameters))).doesNotThrowAnyException();
  }

  private static void assertRefused(Client client, String mode, String why) {
    assertUnusable(
        client, "sslmode=" + mode + "&sslrootcert=" + files.resolve("authority.pem"), why);
  }

  private static void assertUnusable(Client client, String parameters, String why) {
    assertThatThrownBy(() -> client.connect(server.address(parameters)))
        .isInstanceOfSatisfying(
            DatabaseUnusable.class, unusable -> assertThat(unusable.mayPass()).isFalse())
        .hasMessageContaining(client.told(why))
        .message()
        .doesNotContain("\n");
  }
}
