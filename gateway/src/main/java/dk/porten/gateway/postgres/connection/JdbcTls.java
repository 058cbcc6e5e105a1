package dk.porten.gateway.postgres.connection;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.ssl.WrappedFactory;
import org.postgresql.util.PSQLException;

/**
 * The TLS of the JDBC driver, which makes one for each connection. Its own factory does not know
 * the JVM's trust store, and wants to be told of what kind a private key is; this one reads what
 * the event-driven client reads.
 */
public final class JdbcTls extends WrappedFactory {

  private final boolean isNameVerified;

  /** Takes the driver's properties. */
  public JdbcTls(Properties properties) throws PSQLException, SSLException {
    isNameVerified = SslMode.of(properties).verifyPeerName();
    SSLContext context =
        SslMode.of(properties).verifyCertificate()
            ? context(
                file(PGProperty.SSL_ROOT_CERT, properties),
                file(PGProperty.SSL_CERT, properties),
                file(PGProperty.SSL_KEY, properties))
            : trusting(file(PGProperty.SSL_CERT, properties), file(PGProperty.SSL_KEY, properties));
    factory = context.getSocketFactory();
  }

  /** Has the name judged as the event-driven client does; the driver's own judge is milder. */
  @Override
  public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
      throws IOException {
    Socket socket = super.createSocket(plain, host, port, autoClose);
    if (isNameVerified && socket instanceof SSLSocket secured) {
      SSLParameters parameters = secured.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secured.setSSLParameters(parameters);
    }
    return socket;
  }

  /**
   * Reads what a client presents and whom it trusts.
   *
   * @throws SSLException or IllegalArgumentException if a file is of no use
   */
  static SSLContext context(
      @Nullable Path authorities, @Nullable Path certificate, @Nullable Path key)
      throws SSLException {
    SslContextBuilder builder = presenting(certificate, key);
    if (authorities != null) {
      builder.trustManager(authorities.toFile());
    }
    return built(builder);
  }

  private static SSLContext trusting(@Nullable Path certificate, @Nullable Path key)
      throws SSLException {
    return built(presenting(certificate, key).trustManager(InsecureTrustManagerFactory.INSTANCE));
  }

  private static SslContextBuilder presenting(@Nullable Path certificate, @Nullable Path key) {
    SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
    return certificate == null || key == null
        ? builder
        : builder.keyManager(certificate.toFile(), key.toFile());
  }

  private static SSLContext built(SslContextBuilder builder) throws SSLException {
    return ((JdkSslContext) builder.build()).context();
  }

  private static @Nullable Path file(PGProperty property, Properties properties) {
    return Optional.ofNullable(property.getOrDefault(properties)).map(Path::of).orElse(null);
  }
}
