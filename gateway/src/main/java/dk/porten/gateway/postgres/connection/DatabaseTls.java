package dk.porten.gateway.postgres.connection;

import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How the way to a database is protected, for both clients that take it.
 *
 * @param authorities a PEM file of the authorities that may have signed the server's certificate;
 *     null for those of the JVM's trust store
 * @param certificate a PEM file of the gateway's own certificate; null if it has none
 * @param key a PEM file of that certificate's private key (PKCS #8, without a passphrase)
 */
public record DatabaseTls(
    SslMode mode, @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {

  /** No TLS at all. */
  public static final DatabaseTls OFF = new DatabaseTls(SslMode.DISABLE, null, null, null);

  /** Says whether the server has to prove who it is. */
  boolean isVerified() {
    return mode == SslMode.VERIFY_CA || mode == SslMode.VERIFY_FULL;
  }

  /**
   * Reads the files, so that one of no use is found before anything is connected.
   *
   * @throws IllegalArgumentException which names the parameter whose file is of no use
   */
  DatabaseTls checked() {
    check("sslrootcert", authorities, null, null);
    check("sslcert or sslkey", null, certificate, key);
    return this;
  }

  private static void check(
      String parameter,
      @Nullable Path authorities,
      @Nullable Path certificate,
      @Nullable Path key) {
    try {
      JdbcTls.context(authorities, certificate, key);
    } catch (SSLException | IllegalArgumentException useless) {
      // Without its cause, which may repeat what was read.
      throw new IllegalArgumentException(
          "The file of " + parameter + " in the database URL cannot be read as PEM");
    }
  }

  /** Has the event-driven client keep to it. */
  ClientSSLOptions clientOptions() {
    var options =
        new ClientSSLOptions()
            .setHostnameVerificationAlgorithm(mode == SslMode.VERIFY_FULL ? "HTTPS" : "");
    if (isVerified()) {
      options.setTrustOptions(
          authorities == null
              ? TrustOptions.wrap(ofTheJvm().getTrustManagers()[0])
              : new PemTrustOptions().addCertPath(authorities.toString()));
    } else {
      options.setTrustAll(true);
    }
    if (certificate != null && key != null) {
      options.setKeyCertOptions(
          new PemKeyCertOptions().setCertPath(certificate.toString()).setKeyPath(key.toString()));
    }
    return options;
  }

  /** Has the JDBC driver keep to it. */
  void applyTo(PGSimpleDataSource source) {
    source.setSslMode(mode.value);
    source.setSslfactory(JdbcTls.class.getName());
    if (authorities != null) {
      source.setSslRootCert(authorities.toString());
    }
    if (certificate != null && key != null) {
      source.setSslCert(certificate.toString());
      source.setSslKey(key.toString());
    }
  }

  private static TrustManagerFactory ofTheJvm() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return factory;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("The JVM's trust store cannot be read", broken);
    }
  }
}
