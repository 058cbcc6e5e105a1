package dk.porten.gateway.postgres;

import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL database is and how to log in. With {@code verify-ca} and {@code verify-full}
 * the server's certificate is checked against the trust store of the JVM.
 *
 * @param host a name or an IP address, an IPv6 one without brackets
 * @param password empty if there is none
 */
public record DatabaseAddress(
    String host, int port, String database, String user, String password, SslMode sslMode) {
  private static final int DEFAULT_PORT = 5432;
  private static final int CONNECT_SECONDS = 10;

  private static final Pattern URL =
      Pattern.compile(
          """
          postgres(?:ql)?://\
          (?<user>[^:@/?#\\[\\]]+)(?::(?<password>[^:@/?#\\[\\]]*))?@\
          (?<host>\\[[0-9A-Fa-f:.]+\\]|[^:@/?#\\[\\]]+)(?::(?<port>[0-9]{1,5}))?\
          /(?<database>[^:@/?#\\[\\]]+)\
          (?:\\?sslmode=(?<sslMode>[^&#]*))?""");

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=mode}; port (5432), password
   * and sslmode (prefer) may be left out.
   *
   * @throws IllegalArgumentException if it is anything else; the message repeats nothing of it
   */
  public static DatabaseAddress parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "The database URL is not of the form postgresql://user:password@host:port/database"
              + "?sslmode=mode (the only parameter); characters with a meaning in a URL,"
              + " such as @ : / ? # %, have to be percent-encoded in its parts");
    }
    return new DatabaseAddress(
        host(decoded("host", parts.group("host"))),
        port(parts.group("port")),
        decoded("database", parts.group("database")),
        decoded("user", parts.group("user")),
        decoded("password", parts.group("password")),
        sslMode(parts.group("sslMode")));
  }

  /** Opens a connection; the caller closes it. Blocks for at most ten seconds a host address. */
  public Connection connect() throws SQLException {
    return dataSource().getConnection();
  }

  /** Returns a source of unpooled connections. */
  DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host.contains(":") ? "[" + host + "]" : host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    source.setSslMode(sslMode.value);
    if (sslMode == SslMode.VERIFY_CA || sslMode == SslMode.VERIFY_FULL) {
      source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
    }
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setApplicationName("porten");
    return source;
  }

  /** Returns the same server and login with another database. */
  DatabaseAddress withDatabase(String other) {
    return new DatabaseAddress(host, port, other, user, password, sslMode);
  }

  /** Returns the address without the password. */
  @Override
  public String toString() {
    return "DatabaseAddress[%s:%d/%s, user=%s, sslMode=%s]"
        .formatted(host, port, database, user, sslMode.value);
  }

  private static String host(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(@Nullable String digits) {
    int port = digits == null ? DEFAULT_PORT : Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("The port of the database URL is not 1 to 65535");
    }
    return port;
  }

  private static SslMode sslMode(@Nullable String name) {
    for (SslMode mode : SslMode.values()) {
      if (mode.value.equals(name == null ? SslMode.PREFER.value : name)) {
        return mode;
      }
    }
    throw new IllegalArgumentException(
        "The sslmode of the database URL is not one of"
            + " disable, allow, prefer, require, verify-ca, verify-full");
  }

  private static String decoded(String part, @Nullable String text) {
    String plain;
    try {
      plain =
          text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      // Without its cause, which repeats what was read.
      throw notText(part);
    }
    if (plain.codePoints().anyMatch(c -> c == '\uFFFD' || Character.isISOControl(c))) {
      throw notText(part);
    }
    return plain;
  }

  private static IllegalArgumentException notText(String part) {
    return new IllegalArgumentException(
        "The " + part + " of the database URL is not percent-encoded UTF-8 text");
  }
}
