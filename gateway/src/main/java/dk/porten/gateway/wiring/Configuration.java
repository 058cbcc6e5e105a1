package dk.porten.gateway.wiring;

import dk.porten.gateway.auth.CallerRule;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.budget.Budgets;
import dk.porten.gateway.http.connection.HttpLimits;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.schema.PersonKey;
import dk.porten.gateway.tls.TlsRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The gateway's configuration, from the environment; {@code gateway/gateway.env} has every variable
 * with its default, unit and range.
 *
 * @param host the address to listen on
 * @param managementHost the address to listen on for health and metrics
 * @param tls how callers are served over TLS; empty for HTTP in clear
 * @param callers by what callers are known
 * @param budgets how much each client may ask
 * @param signIn where people sign in to the console; empty if they cannot
 * @param database where the database is; empty for the embedded one
 * @param dataDirectory where the embedded database has its files
 * @param personKey the key; empty for the one in the data directory
 * @param rulePackFolder packs besides those that ship
 * @param directorySnapshot the file from which a start takes the directory; empty for none
 * @param directoryCheck how often the directory is compared with the database; zero for never
 * @param maxStaleness how old {@code asOf} may be for a fact to count in the citizen's favour
 * @param feedPoll how often changes are asked for
 * @param maxLag how late changes may come in before the gateway is not ready
 * @param factCacheSize how many witnesses' facts are held at most
 * @param databaseQueue how many facts may wait for a query
 * @param databaseTimeout for one fact or one write
 * @param writeConnections held at most for what is written
 * @param releaseQuarantineDays how long a user ID that support freed is nobody's
 * @param auditRetentionDays how long it is kept who wrote what
 * @param accessLog the file for it; empty for none
 * @param http what bounds callers
 * @param drainDelay how long the gateway serves on, though not ready, when it is told to stop
 * @param drain how long requests under way get after that
 * @param startPatience how long a start waits for database and issuer
 * @param warmUp how long it warms up at most before it is ready; zero for not at all
 */
public record Configuration(
    String host,
    int port,
    String managementHost,
    int managementPort,
    Optional<TlsRule> tls,
    CallerRule callers,
    Budgets budgets,
    Optional<SignIn> signIn,
    Optional<DatabaseAddress> database,
    Path dataDirectory,
    Optional<PersonKey> personKey,
    Optional<Path> rulePackFolder,
    Optional<Path> directorySnapshot,
    Duration directoryCheck,
    Duration maxStaleness,
    Duration feedPoll,
    Duration maxLag,
    int factCacheSize,
    int databaseQueue,
    Duration databaseTimeout,
    int writeConnections,
    int releaseQuarantineDays,
    int auditRetentionDays,
    Optional<Path> accessLog,
    HttpLimits http,
    Duration drainDelay,
    Duration drain,
    Duration startPatience,
    Duration warmUp) {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String SNAPSHOT = "taken-user-ids.snapshot";

  /**
   * Reads the configuration of a gateway that serves.
   *
   * @throws InvalidConfigurationException with everything that is wrong
   */
  public static Configuration readToServe(Map<String, String> environment) {
    var variables = new Variables(environment);
    var callers = new CallerVariables(variables);
    Optional<TlsRule> tls = new TlsVariables(variables).rule();
    return read(variables, tls, callers.rule(), callers.signIn());
  }

  /**
   * Reads the configuration of a command, which has no callers: theirs is not looked at.
   *
   * @throws InvalidConfigurationException with everything that is wrong
   */
  public static Configuration read(Map<String, String> environment) {
    var variables = new Variables(environment);
    new CallerVariables(variables).passOver();
    new TlsVariables(variables).passOver();
    return read(variables, Optional.empty(), NoTokenRule.NOBODY, Optional.empty());
  }

  private static Configuration read(
      Variables variables, Optional<TlsRule> tls, CallerRule callers, Optional<SignIn> signIn) {
    var configuration =
        new Configuration(
            host(variables),
            variables.port("GATEWAY_PORT", 8080),
            variables.text("GATEWAY_MANAGEMENT_HOST").orElse(LOOPBACK),
            variables.port("GATEWAY_MANAGEMENT_PORT", 8081),
            tls,
            callers,
            BudgetVariables.read(variables, callers),
            signIn,
            variables.parsed("GATEWAY_DATABASE_URL", DatabaseAddress::parse),
            dataDirectory(variables),
            personKey(variables),
            variables.parsed("GATEWAY_RULE_PACK_DIR", Configuration::folder),
            directorySnapshot(variables),
            Duration.ofHours(variables.integer("GATEWAY_DIRECTORY_CHECK_HOURS", 24, 0, 8_760)),
            variables.seconds("GATEWAY_MAX_STALENESS_SECONDS", 60, 1, 86_400),
            variables.milliseconds("GATEWAY_FEED_POLL_MILLIS", 10, 1, 1_000),
            variables.seconds("GATEWAY_MAX_LAG_SECONDS", 10, 1, 3_600),
            variables.integer("GATEWAY_FACT_CACHE_SIZE", 100_000, 1_000, 100_000_000),
            variables.integer("GATEWAY_DATABASE_QUEUE", 10_000, 1_000, 1_000_000),
            variables.milliseconds("GATEWAY_DATABASE_TIMEOUT_MILLIS", 1_000, 50, 60_000),
            variables.integer("GATEWAY_WRITE_CONNECTIONS", 16, 1, 200),
            variables.integer("GATEWAY_RELEASE_QUARANTINE_DAYS", 0, 0, 36_500),
            variables.integer("GATEWAY_AUDIT_RETENTION_DAYS", 1_826, 150, 36_500),
            variables
                .parsed("GATEWAY_ACCESS_LOG", Configuration::fileOrOff)
                .flatMap(Function.identity()),
            new HttpLimits(
                variables.milliseconds("GATEWAY_DEADLINE_MILLIS", 500, 50, 60_000),
                variables.integer("GATEWAY_MAX_CONNECTIONS", 10_000, 1, 1_000_000),
                variables.integer(BudgetVariables.HELD, 32, 1, 65_536),
                variables.seconds("GATEWAY_REQUEST_SECONDS", 20, 1, 3_600)),
            variables.seconds(
                "GATEWAY_DRAIN_DELAY_SECONDS", callers == NoTokenRule.DEMO ? 0 : 7, 0, 3_600),
            variables.seconds("GATEWAY_DRAIN_SECONDS", 20, 0, 3_600),
            variables.seconds("GATEWAY_START_SECONDS", 300, 1, 3_600),
            variables.seconds(
                "GATEWAY_WARM_UP_SECONDS", callers == NoTokenRule.DEMO ? 0 : 10, 0, 60));
    if (configuration.port == configuration.managementPort && configuration.port != 0) {
      variables.fault("GATEWAY_MANAGEMENT_PORT", "must be another port than GATEWAY_PORT");
    }
    BudgetVariables.judge(variables, configuration.budgets, configuration.http);
    variables.end();
    return configuration;
  }

  static String host(Variables variables) {
    return variables.text("GATEWAY_HOST").orElse(LOOPBACK);
  }

  /** Reads the key from one of its two variables; another database than the embedded needs it. */
  private static Optional<PersonKey> personKey(Variables variables) {
    Optional<PersonKey> key = variables.parsed("GATEWAY_PERSON_KEY", PersonKey::parse);
    Optional<PersonKey> ofFile =
        variables.parsed("GATEWAY_PERSON_KEY_FILE", Configuration::keyOfFile);
    boolean isSet = variables.text("GATEWAY_PERSON_KEY").isPresent();
    boolean isFileSet = variables.text("GATEWAY_PERSON_KEY_FILE").isPresent();
    if (isSet && isFileSet) {
      variables.fault("GATEWAY_PERSON_KEY_FILE", "must not be set beside GATEWAY_PERSON_KEY");
    }
    if (!isSet && !isFileSet && variables.text("GATEWAY_DATABASE_URL").isPresent()) {
      variables.fault(
          "GATEWAY_PERSON_KEY", "is needed with GATEWAY_DATABASE_URL, or GATEWAY_PERSON_KEY_FILE");
    }
    return key.or(() -> ofFile);
  }

  private static PersonKey keyOfFile(String file) {
    try {
      return PersonKey.read(Path.of(file));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("the file cannot be read", unreadable);
    }
  }

  /** Reads the file's name, which is in the data directory if there is one. */
  private static Optional<Path> directorySnapshot(Variables variables) {
    return variables
        .parsed("GATEWAY_DIRECTORY_SNAPSHOT_FILE", Configuration::fileOrOff)
        .orElseGet(() -> inDataDirectory(variables, SNAPSHOT));
  }

  /** Returns a file that only a gateway with the embedded database has by default. */
  static Optional<Path> inDataDirectory(Variables variables, String name) {
    return variables.text("GATEWAY_DATABASE_URL").isPresent()
        ? Optional.empty()
        : Optional.of(dataDirectory(variables).resolve(name));
  }

  private static Path dataDirectory(Variables variables) {
    return Path.of(variables.text("GATEWAY_DATA_DIR").orElse("data"));
  }

  static Optional<Path> fileOrOff(String name) {
    if (name.equals("off")) {
      return Optional.empty();
    }
    Path file = Path.of(name).toAbsolutePath();
    Path folder = file.getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new IllegalArgumentException("there is no such folder that can be written to");
    }
    return Optional.of(file);
  }

  private static Path folder(String name) {
    Path folder = Path.of(name);
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      throw new IllegalArgumentException("there is no such folder that can be read");
    }
    return folder;
  }
}
