package dk.porten.gateway.postgres.connection;

import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a PostgreSQL database is and how to log in.
 *
 * @param host a name or an IP address, an IPv6 one without brackets
 * @param password empty if there is none
 * @param schema in which the gateway's tables are; null until it was looked for
 * @param personKey the check value of the person key that its sessions use, as hexadecimal digits;
 *     null until it was found to be the database's
 */
public record DatabaseAddress(
    String host,
    int port,
    String database,
    String user,
    String password,
    DatabaseTls tls,
    @Nullable String schema,
    @Nullable String personKey) {

  /** As what the server knows the gateway. */
  static final String APPLICATION = "porten";

  private static final int DEFAULT_PORT = 5432;
  private static final int CONNECT_SECONDS = 10;
  private static final String SSL_MODE = "sslmode";
  private static final String SSL_ROOT_CERT = "sslrootcert";
  private static final String SSL_CERT = "sslcert";
  private static final String SSL_KEY = "sslkey";

  private static final Pattern URL =
      Pattern.compile(
          """
          postgres(?:ql)?://\
          (?<user>[^:@/?#\\[\\]]+)(?::(?<password>[^:@/?#\\[\\]]*))?@\
          (?<host>\\[[0-9A-Fa-f:.]+\\]|[^:@/?#\\[\\]]+)(?::(?<port>[0-9]{1,5}))?\
          /(?<database>[^:@/?#\\[\\]]+)\
          (?:\\?(?<parameters>[^#]*))?""");

  private static final Pattern PARAMETER = Pattern.compile("(?<name>[A-Za-z_]{1,40})=(?<value>.*)");

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|::1", Pattern.CASE_INSENSITIVE);

  /** Makes one of which no more is known. */
  public DatabaseAddress(
      String host, int port, String database, String user, String password, DatabaseTls tls) {
    this(host, port, database, user, password, tls, null, null);
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=mode}; port (5432), password
   * and parameters may be left out. The parameters are libpq's: {@code sslmode} (verify-full;
   * prefer on loopback), and the PEM files {@code sslrootcert}, {@code sslcert} and {@code sslkey}.
   * Blocks while it reads the files.
   *
   * @throws IllegalArgumentException if it is anything else; the message repeats no value
   */
  public static DatabaseAddress parse(String url) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "The database URL is not of the form postgresql://user:password@host:port/database"
              + "?parameter=value; characters with a meaning in a URL, such as @ : / ? # %, have to"
              + " be percent-encoded in its parts");
    }
    String host = host(decoded("host", parts.group("host")));
    return new DatabaseAddress(
        host,
        port(parts.group("port")),
        decoded("database", parts.group("database")),
        decoded("user", parts.group("user")),
        decoded("password", parts.group("password")),
        tls(parameters(parts.group("parameters")), LOOPBACK.matcher(host).matches()));
  }

  /**
   * Opens a session that is set as every one is; the caller closes it. Blocks for at most ten
   * seconds a host address, and ten more until the server has set it.
   */
  public Connection connect() throws SQLException {
    Connection connection = connectBriefly();
    connection.setNetworkTimeout(Runnable::run, 0);
    return connection;
  }

  /** As {@link #connect}, for statements each of which is given up after ten seconds. */
  public Connection connectBriefly() throws SQLException {
    Connection connection = connectUnset();
    try (Statement statement = connection.createStatement()) {
      statement.execute(SessionSettings.unbounded(this).sql());
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  /** As {@link #connectBriefly}, but the session has the server's own settings. */
  Connection connectUnset() throws SQLException {
    Connection connection = dataSource().getConnection();
    connection.setNetworkTimeout(Runnable::run, CONNECT_SECONDS * 1_000);
    return connection;
  }

  /** Returns a source of unpooled connections whose sessions are still to be set. */
  public DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {host.contains(":") ? "[" + host + "]" : host});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    tls.applyTo(source);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setApplicationName(APPLICATION);
    return source;
  }

  /** Returns the same server and login with another database. */
  public DatabaseAddress withDatabase(String other) {
    return new DatabaseAddress(host, port, other, user, password, tls);
  }

  /** Returns the same database with the schema that is worked in. */
  public DatabaseAddress withSchema(String found) {
    return new DatabaseAddress(host, port, database, user, password, tls, found, null);
  }

  /** Returns the same schema, used with a person key of this check value. */
  public DatabaseAddress withPersonKey(String checkValue) {
    return new DatabaseAddress(host, port, database, user, password, tls, schema, checkValue);
  }

  /** Returns what tells whoever runs the gateway which database is meant. */
  String place() {
    return "%s:%d/%s".formatted(host.contains(":") ? "[" + host + "]" : host, port, database);
  }

  /** Returns the address without the password. */
  @Override
  public String toString() {
    return "DatabaseAddress[%s, user=%s, sslMode=%s]".formatted(place(), user, tls.mode().value);
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

  private static Map<String, String> parameters(@Nullable String query) {
    var parameters = new LinkedHashMap<String, String>();
    if (query != null && !query.isEmpty()) {
      for (String text : query.split("&", -1)) {
        Matcher parameter = PARAMETER.matcher(text);
        if (!parameter.matches()) {
          throw new IllegalArgumentException(
              "The parameters of the database URL are not of the form name=value&name=value");
        }
        String name = parameter.group("name");
        if (parameters.put(name, decoded(name, parameter.group("value"))) != null) {
          throw new IllegalArgumentException(
              "The parameter " + name + " of the database URL is given twice");
        }
      }
    }
    var unknown = new LinkedHashSet<>(parameters.keySet());
    unknown.removeAll(List.of(SSL_MODE, SSL_ROOT_CERT, SSL_CERT, SSL_KEY));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "The database URL has parameters that the gateway does not know, %s: it knows %s"
              .formatted(
                  String.join(", ", unknown),
                  String.join(", ", SSL_MODE, SSL_ROOT_CERT, SSL_CERT, SSL_KEY)));
    }
    return parameters;
  }

  private static DatabaseTls tls(Map<String, String> parameters, boolean isLoopback) {
    boolean isOpen = isLoopback && !parameters.containsKey(SSL_ROOT_CERT);
    SslMode byDefault = isOpen ? SslMode.PREFER : SslMode.VERIFY_FULL;
    var tls =
        new DatabaseTls(
            sslMode(parameters.getOrDefault(SSL_MODE, byDefault.value)),
            file(SSL_ROOT_CERT, parameters),
            file(SSL_CERT, parameters),
            file(SSL_KEY, parameters));
    if (tls.authorities() != null && !tls.isVerified()) {
      throw new IllegalArgumentException(
          "The sslrootcert of the database URL is looked at only with sslmode verify-ca and"
              + " verify-full");
    }
    if ((tls.certificate() == null) != (tls.key() == null)) {
      throw new IllegalArgumentException(
          "Of sslcert and sslkey, the database URL has one without the other");
    }
    return tls.checked();
  }

  private static @Nullable Path file(String name, Map<String, String> parameters) {
    String file = parameters.get(name);
    if (file == null) {
      return null;
    }
    if (!Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException(
          "The file of " + name + " in the database URL cannot be read");
    }
    return Path.of(file);
  }

  private static SslMode sslMode(String name) {
    for (SslMode mode : SslMode.values()) {
      if (mode.value.equals(name)) {
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
