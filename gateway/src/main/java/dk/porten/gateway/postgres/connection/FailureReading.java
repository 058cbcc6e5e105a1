package dk.porten.gateway.postgres.connection;

import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/**
 * What a failure of one of the two clients means to whoever runs the gateway. What the server says
 * while a session is opened names no person; of what it says to a statement, only the SQLSTATE is
 * told.
 *
 * @param what the rest of a sentence about the database; the whole of one that was read before
 * @param mayPass whether it may pass by itself
 */
public record FailureReading(String what, boolean mayPass) {

  /** What is told of a standby, and of a server that is read only. */
  static final String STANDBY =
      "takes no writes: it is a standby, or read only; set GATEWAY_DATABASE_URL to the primary";

  private static final String NO_TLS = "and the gateway do not agree on TLS (";
  private static final String SILENT = "does not answer in time";

  /** Reads a failure, or repeats what was read of it before. */
  public static FailureReading of(Throwable failure) {
    if (failure instanceof DatabaseUnusable known) {
      return new FailureReading(String.valueOf(known.getMessage()), known.mayPass());
    }
    return ofCertificate(failure)
        .or(() -> ofState(failure))
        .or(() -> ofNetwork(failure))
        .orElseGet(
            () ->
                new FailureReading(
                    "does not answer (" + failure.getClass().getSimpleName() + ")", true));
  }

  /**
   * Says whether it comes from our own code: what the clients throw is checked or of their kind.
   */
  public static boolean isOurs(Throwable failure) {
    return failure instanceof Error
        || (failure instanceof RuntimeException
            && !(failure instanceof VertxException || failure instanceof DatabaseUnusable));
  }

  /** Says whether it comes from the server or from the way to it. */
  public static boolean isOfSql(Throwable failure) {
    return causes(failure).anyMatch(SQLException.class::isInstance);
  }

  /** Returns what the log says of a statement that failed: nothing that may repeat a value. */
  public static String brief(Throwable failure) {
    if (failure instanceof DatabaseUnusable unusable) {
      return String.valueOf(unusable.getMessage());
    }
    return failure.getClass().getSimpleName() + ", SQLSTATE " + state(failure).orElse("none");
  }

  private static Optional<String> state(Throwable failure) {
    return find(failure, PgException.class, PgException::getSqlState)
        .or(() -> find(failure, SQLException.class, SQLException::getSQLState));
  }

  private static Optional<FailureReading> ofCertificate(Throwable failure) {
    if (causes(failure).anyMatch(CertificateExpiredException.class::isInstance)) {
      return refused("has a certificate that has expired");
    }
    if (causes(failure).anyMatch(CertificateNotYetValidException.class::isInstance)) {
      return refused("has a certificate that is not valid yet");
    }
    if (isForAnotherName(failure)) {
      return refused(
          "has a certificate for another name: correct the host in GATEWAY_DATABASE_URL, or the"
              + " certificate");
    }
    if (causes(failure)
        .anyMatch(
            cause ->
                cause instanceof CertPathValidatorException
                    || cause instanceof CertificateException)) {
      return refused(
          "has a certificate of no authority that is trusted: name that authority's file with"
              + " sslrootcert in GATEWAY_DATABASE_URL, or take it into the JVM's trust store");
    }
    if (causes(failure)
        .anyMatch(
            cause -> says(cause, "does not support SSL") || says(cause, "does not handle SSL"))) {
      return refused("does not speak TLS, which the sslmode in GATEWAY_DATABASE_URL asks for");
    }
    // All that the event-driven client tells; the JDBC driver, which connects first, tells why.
    if (causes(failure).anyMatch(cause -> says(cause, "SSL handshake failed"))) {
      return refused(NO_TLS + "the handshake failed)");
    }
    return find(failure, SSLException.class, SSLException::getMessage)
        .flatMap(told -> refused(NO_TLS + told + ")"));
  }

  /** Java's own check throws a certificate's exception, the JDBC driver's one of its own. */
  private static boolean isForAnotherName(Throwable failure) {
    return causes(failure)
        .anyMatch(
            cause ->
                (cause instanceof CertificateException
                        && (says(cause, "No subject alternative")
                            || says(cause, "No name matching")))
                    || (cause instanceof PSQLException && says(cause, "could not be verified")));
  }

  private static Optional<FailureReading> ofState(Throwable failure) {
    String state = state(failure).orElse("");
    String told = serverMessage(failure);
    return switch (state) {
      case "28P01", "28000" ->
          refused(
              "refuses the login ("
                  + told
                  + "): check user and password in GATEWAY_DATABASE_URL, and the server's"
                  + " pg_hba.conf");
      case "3D000" ->
          refused("does not exist (" + told + "): create it, or correct GATEWAY_DATABASE_URL");
      case "42501" ->
          refused(
              "does not give the gateway's role a right that it needs ("
                  + told
                  + "): see docs/postgresql.md");
      case "08P01" ->
          refused(
              "does not take the connection ("
                  + told
                  + "): if a pooler such as PgBouncer stands before it, set GATEWAY_DATABASE_URL"
                  + " to PostgreSQL itself");
      case "25006" -> refused(STANDBY);
      default ->
          switch (state.length() == 5 ? state.substring(0, 2) : "") {
            case "08", "" -> Optional.empty();
            case "53", "57", "58" ->
                Optional.of(new FailureReading("does not let anybody in now (" + told + ")", true));
            default -> refused("fails (SQLSTATE " + state + ")");
          };
    };
  }

  private static Optional<FailureReading> ofNetwork(Throwable failure) {
    if (causes(failure).anyMatch(UnknownHostException.class::isInstance)) {
      return passing("has a host whose name is not known");
    }
    if (causes(failure).anyMatch(NoRouteToHostException.class::isInstance)) {
      return passing("cannot be reached (no route to its host)");
    }
    if (causes(failure)
        .anyMatch(
            cause ->
                cause instanceof SocketTimeoutException
                    || cause instanceof ConnectTimeoutException
                    || cause instanceof TimeoutException)) {
      return passing(SILENT);
    }
    if (causes(failure).anyMatch(ConnectException.class::isInstance)) {
      return passing("cannot be reached (connection refused)");
    }
    if (causes(failure).anyMatch(IOException.class::isInstance)) {
      return passing("breaks the connection off");
    }
    // The driver gives a login up without a cause.
    return state(failure).filter("08001"::equals).flatMap(state -> passing(SILENT));
  }

  private static Optional<FailureReading> refused(String what) {
    return Optional.of(new FailureReading(what, false));
  }

  private static Optional<FailureReading> passing(String what) {
    return Optional.of(new FailureReading(what, true));
  }

  /** Returns what the server said. */
  private static String serverMessage(Throwable failure) {
    return find(failure, PgException.class, PgException::getErrorMessage)
        .or(
            () ->
                find(
                    failure,
                    PSQLException.class,
                    said ->
                        said.getServerErrorMessage() == null
                            ? said.getMessage()
                            : said.getServerErrorMessage().getMessage()))
        .orElse("no reason given");
  }

  private static boolean says(Throwable failure, String words) {
    return failure.getMessage() != null && failure.getMessage().contains(words);
  }

  private static <T extends Throwable> Optional<String> find(
      Throwable failure, Class<T> kind, Function<T, @Nullable String> told) {
    return causes(failure)
        .filter(kind::isInstance)
        .map(kind::cast)
        .map(told)
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause).limit(20);
  }
}
