package dk.porten.gateway.wiring;

import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.connection.ServerCheck;
import dk.porten.gateway.postgres.embedded.EmbeddedPostgres;
import dk.porten.gateway.postgres.schema.PersonKey;
import dk.porten.gateway.postgres.schema.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database of a configuration, open and migrated: the configured one, or the embedded one,
 * which is started or joined. Opening blocks.
 */
public final class Store implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Store.class);

  private final Optional<EmbeddedPostgres> embedded;
  private final DatabaseAddress address;
  private final PersonKey personKey;

  private Store(Optional<EmbeddedPostgres> embedded, DatabaseAddress address, PersonKey personKey) {
    this.embedded = embedded;
    this.address = address;
    this.personKey = personKey;
  }

  /**
   * Opens the database; fails if it cannot be used, or was used with another person key. One that
   * is late is waited for.
   */
  public static Store open(Configuration configuration) {
    return open(configuration, new StartPatience(configuration.startPatience()));
  }

  static Store open(Configuration configuration, StartPatience patience) {
    return open(configuration, patience, Schema::claim);
  }

  /** Opens the database as {@link #open} does, whatever person key it was used with. */
  public static Store openForAnyKey(Configuration configuration) {
    return open(
        configuration,
        new StartPatience(configuration.startPatience()),
        (address, anyKey) -> address);
  }

  private static Store open(
      Configuration configuration,
      StartPatience patience,
      BiFunction<DatabaseAddress, PersonKey, DatabaseAddress> claim) {
    Optional<EmbeddedPostgres> embedded =
        configuration.database().isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedPostgres.open(configuration.dataDirectory()));
    try {
      DatabaseAddress address =
          configuration.database().orElseGet(() -> embedded.orElseThrow().address());
      PersonKey personKey = personKey(configuration);
      DatabaseAddress ready =
          patience.untilDone(
              () -> claim.apply(ready(address, patience), personKey),
              DatabaseUnusable.class,
              DatabaseUnusable::mayPass);
      return new Store(embedded, ready, personKey);
    } catch (RuntimeException failure) {
      // The server's end has to be waited for, whoever interrupts the start.
      boolean isInterrupted = Thread.interrupted();
      embedded.ifPresent(EmbeddedPostgres::close);
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
      throw failure;
    }
  }

  private static DatabaseAddress ready(DatabaseAddress address, StartPatience patience) {
    ServerCheck.check(address);
    String needless = ServerCheck.needlessRights(address);
    if (needless != null) {
      LOG.warn(
          "The role of GATEWAY_DATABASE_URL has rights that a gateway does not need ({}):"
              + " docs/postgresql.md says which are enough",
          needless);
    }
    DatabaseAddress located = Schema.locate(address);
    Schema.migrate(located, patience.left());
    return located;
  }

  /** Returns where the database is. */
  public DatabaseAddress address() {
    return address;
  }

  /** Returns the key under which the database knows persons. */
  public PersonKey personKey() {
    return personKey;
  }

  /** Leaves the embedded database, which stops if nobody else uses it. */
  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }

  private static PersonKey personKey(Configuration configuration) {
    return configuration
        .personKey()
        .orElseGet(
            () -> {
              try {
                return PersonKey.keptIn(configuration.dataDirectory());
              } catch (IOException unreadable) {
                throw new UncheckedIOException("The person key cannot be read", unreadable);
              }
            });
  }
}
