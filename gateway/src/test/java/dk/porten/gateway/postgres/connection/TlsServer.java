package dk.porten.gateway.postgres.connection;

import dk.porten.gateway.http.Eventually;
import dk.porten.gateway.postgres.embedded.EmbeddedPostgres;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/**
 * An embedded server that speaks TLS, whose certificate and rules a test changes. The folder of the
 * clients has {@code authority.pem} and a client's {@code own.pem} and {@code own.key}.
 */
final class TlsServer implements AutoCloseable {
  /** The beginning of every certificate. */
  static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  private static final Instant FAR_AWAY = Instant.parse("2049-01-01T00:00:00Z");

  private final Path clients;
  private final Path cluster;
  private final X509Bundle authority;
  private final EmbeddedPostgres postgres;

  /** Starts one in a directory of its own. */
  TlsServer(Path directory, Path clients) throws Exception {
    this.clients = clients;
    authority = authority("CN=Porten's tests");
    EmbeddedPostgres.open(directory).close();
    cluster = directory.resolve("cluster");
    install(issued("127.0.0.1"));
    put(cluster.resolve("authority.crt"), authority.getRootCertificatePEM());
    postgres =
        TestDatabase.open(
            directory,
            "ssl=on",
            "ssl_cert_file=server.crt",
            "ssl_key_file=server.key",
            "ssl_ca_file=authority.crt");
    TestDatabase.execute(
        TestDatabase.superuser(postgres, directory),
        "GRANT EXECUTE ON FUNCTION pg_reload_conf TO " + postgres.address().user());
    Files.writeString(clients.resolve("authority.pem"), authority.getRootCertificatePEM());
    // Before any rule asks for it: the server may read new rules later than it is told to.
    own(builder());
  }

  @Override
  public void close() {
    postgres.close();
  }

  /** Returns the authority that clients trust. */
  X509Bundle authority() {
    return authority;
  }

  DatabaseAddress address(String parameters) {
    DatabaseAddress plain = postgres.address();
    return DatabaseAddress.parse(
        "postgresql://%s:%s@127.0.0.1:%d/%s?%s"
            .formatted(plain.user(), plain.password(), plain.port(), plain.database(), parameters));
  }

  /** Makes another authority. */
  static X509Bundle authority(String name) throws Exception {
    return builder().subject(name).setIsCertificateAuthority(true).buildSelfSigned();
  }

  /** Makes a certificate of the authority for an address. */
  X509Bundle issued(String address) throws Exception {
    return builder().addSanIpAddress(address).buildIssuedBy(authority);
  }

  /** Begins a certificate that is in force. */
  static CertificateBuilder builder() {
    return new CertificateBuilder().subject("CN=postgres").notBefore(LONG_AGO).notAfter(FAR_AWAY);
  }

  /** Gives the client a certificate of the authority. */
  void own(CertificateBuilder kind) throws Exception {
    X509Bundle own = kind.buildIssuedBy(authority);
    Files.writeString(clients.resolve("own.pem"), own.getCertificatePathPEM());
    Files.writeString(clients.resolve("own.key"), own.getPrivateKeyPEM());
  }

  /** Shows a certificate from now on. */
  void present(X509Bundle certificate) throws IOException {
    install(certificate);
    reload();
  }

  /** Lets people in by these rules from now on. */
  void let(String rules) throws IOException {
    put(cluster.resolve("pg_hba.conf"), rules);
    reload();
  }

  private void install(X509Bundle certificate) throws IOException {
    put(cluster.resolve("server.key"), certificate.getPrivateKeyPEM());
    put(cluster.resolve("server.crt"), certificate.getCertificatePathPEM());
  }

  /** Reads the files anew, and waits until new sessions meet what is in them. */
  private void reload() {
    List<String> before = ask("SELECT pg_conf_load_time()");
    ask("SELECT pg_reload_conf()");
    Eventually.holds("the files are read", () -> !ask("SELECT pg_conf_load_time()").equals(before));
  }

  /** Asks in a new session, with a certificate in case the rules want one. */
  private List<String> ask(String sql) {
    String certificate =
        "sslmode=require&sslcert=%s&sslkey=%s"
            .formatted(clients.resolve("own.pem"), clients.resolve("own.key"));
    try {
      return TestDatabase.query(address(certificate), sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** Puts a file in place at once, for the server's account alone. */
  private void put(Path file, String content) throws IOException {
    Path draft = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), content);
    Files.setAttribute(draft, "unix:uid", Files.getAttribute(cluster, "unix:uid"));
    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
