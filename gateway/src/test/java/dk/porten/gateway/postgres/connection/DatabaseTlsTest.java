package dk.porten.gateway.postgres.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.embedded.EmbeddedPostgres;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant FAR_AWAY = Instant.parse("2049-01-01T00:00:00Z");
  private static Path cluster = Path.of("");
  private static EmbeddedPostgres server;
  private static X509Bundle authority;
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
        var settings = new SessionSettings(null, Duration.ofSeconds(20), Duration.ZERO);
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
    authority = authority("CN=Porten's tests");
    foreign = authority("CN=Somebody else");
    Path directory = DATABASE.newDataDirectory("-tls");
    EmbeddedPostgres.open(directory).close();
    cluster = directory.resolve("cluster");
    present(issued(authority, "127.0.0.1"));
    put(cluster.resolve("authority.crt"), authority.getRootCertificatePEM());
    server =
        TestDatabase.open(
            directory,
            "ssl=on",
            "ssl_cert_file=server.crt",
            "ssl_key_file=server.key",
            "ssl_ca_file=authority.crt");
    Files.writeString(files.resolve("authority.pem"), authority.getRootCertificatePEM());
    // Before any rule asks for it: the server may read new rules later than it is told to.
    own(builder());
  }

  @AfterAll
  static void stopServer() {
    server.close();
    VERTX.close().await();
  }

  @ParameterizedTest
  @EnumSource
  void verifyFull_serverOfTheAuthority_isTaken(Client client) throws Exception {
    present(issued(authority, "127.0.0.1"));

    assertTaken(client, "sslmode=verify-full&sslrootcert=" + files.resolve("authority.pem"));
    assertTaken(client, "sslrootcert=" + files.resolve("authority.pem"));
  }

  @ParameterizedTest
  @EnumSource
  void verifyFull_otherName_isRefused_butNotByVerifyCa(Client client) throws Exception {
    present(issued(authority, "192.0.2.1"));

    assertRefused(client, "verify-full", "has a certificate for another name: correct the host");
    assertTaken(client, "sslmode=verify-ca&sslrootcert=" + files.resolve("authority.pem"));
  }

  @ParameterizedTest
  @EnumSource
  void verify_foreignAuthority_isRefused_butNotByRequire(Client client) throws Exception {
    present(issued(foreign, "127.0.0.1"));

    for (String mode : List.of("verify-ca", "verify-full")) {
      assertRefused(client, mode, "has a certificate of no authority that is trusted");
    }
    assertTaken(client, "sslmode=require");
  }

  @ParameterizedTest
  @EnumSource
  void verify_expired_isRefused(Client client) throws Exception {
    present(
        builder()
            .notBefore(LONG_AGO)
            .notAfter(LONG_AGO.plus(Duration.ofDays(2)))
            .addSanIpAddress("127.0.0.1")
            .buildIssuedBy(authority));

    for (String mode : List.of("verify-ca", "verify-full")) {
      assertRefused(client, mode, "has a certificate that has expired");
    }
  }

  @ParameterizedTest
  @EnumSource
  void verify_withoutAFile_trustsWhomTheJvmTrusts(Client client) throws Exception {
    present(issued(authority, "127.0.0.1"));
    assertUnusable(
        client, "sslmode=verify-full", "has a certificate of no authority that is trusted");

    Path store = authority.toTempKeyStoreFile("changeit".toCharArray()).toPath();
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
    present(issued(authority, "127.0.0.1"));
    let(BY_CERTIFICATE_TOO);
    try {
      for (CertificateBuilder kind : List.of(builder().ecp256(), builder().rsa2048())) {
        own(kind);
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
      let(BY_PASSWORD);
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
            DatabaseAddress.parse("postgresql://u@127.0.0.1/d?sslmode=require").tls(),
            null);
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
    assertThatCode(() -> client.connect(address(parameters))).doesNotThrowAnyException();
  }

  private static void assertRefused(Client client, String mode, String why) {
    assertUnusable(
        client, "sslmode=" + mode + "&sslrootcert=" + files.resolve("authority.pem"), why);
  }

  private static void assertUnusable(Client client, String parameters, String why) {
    assertThatThrownBy(() -> client.connect(address(parameters)))
        .isInstanceOfSatisfying(
            DatabaseUnusable.class, unusable -> assertThat(unusable.mayPass()).isFalse())
        .hasMessageContaining(client.told(why))
        .message()
        .doesNotContain("\n");
  }

  private static DatabaseAddress address(String parameters) {
    DatabaseAddress plain = server.address();
    return DatabaseAddress.parse(
        "postgresql://%s:%s@127.0.0.1:%d/%s?%s"
            .formatted(plain.user(), plain.password(), plain.port(), plain.database(), parameters));
  }

  private static X509Bundle authority(String name) throws Exception {
    return builder().subject(name).setIsCertificateAuthority(true).buildSelfSigned();
  }

  private static X509Bundle issued(X509Bundle by, String address) throws Exception {
    return builder().addSanIpAddress(address).buildIssuedBy(by);
  }

  private static CertificateBuilder builder() {
    return new CertificateBuilder().subject("CN=postgres").notBefore(LONG_AGO).notAfter(FAR_AWAY);
  }

  /** Gives the client a certificate of the authority. */
  private static void own(CertificateBuilder kind) throws Exception {
    X509Bundle own = kind.buildIssuedBy(authority);
    Files.writeString(files.resolve("own.pem"), own.getCertificatePathPEM());
    Files.writeString(files.resolve("own.key"), own.getPrivateKeyPEM());
  }

  /** Has the server show a certificate from now on. */
  private static void present(X509Bundle certificate) throws IOException {
    put(cluster.resolve("server.key"), certificate.getPrivateKeyPEM());
    put(cluster.resolve("server.crt"), certificate.getCertificatePathPEM());
    reload();
  }

  /** Has the server let people in by these rules from now on. */
  private static void let(String rules) throws IOException {
    put(cluster.resolve("pg_hba.conf"), rules);
    reload();
  }

  /** Has the server read its files anew, and waits until new sessions meet what is in them. */
  private static void reload() {
    if (server != null) {
      List<String> before = ask("SELECT pg_conf_load_time()");
      ask("SELECT pg_reload_conf()");
      Eventually.holds(
          "the files are read", () -> !ask("SELECT pg_conf_load_time()").equals(before));
    }
  }

  /** Asks in a new session, with a certificate in case the rules want one. */
  private static List<String> ask(String sql) {
    String certificate =
        "sslmode=require&sslcert=%s&sslkey=%s"
            .formatted(files.resolve("own.pem"), files.resolve("own.key"));
    try {
      return TestDatabase.query(address(certificate), sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Puts a file in place at once, for the server's account alone. */
  private static void put(Path file, String content) throws IOException {
    Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), content);
    Files.setAttribute(draft, "unix:uid", Files.getAttribute(cluster, "unix:uid"));
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
