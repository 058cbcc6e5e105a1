package dk.porten.gateway.postgres.connection;

/**
 * The finding that a database cannot be used. The message is one line for whoever runs the gateway:
 * what is the matter, and what to do. It holds no secret and no personal data.
 */
public final class DatabaseUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  /** Finds what only somebody can change. */
  public DatabaseUnusable(String message) {
    super(message);
    mayPass = false;
  }

  /** Finds, from a failure, what only somebody can change. */
  public DatabaseUnusable(String message, Throwable cause) {
    this(message, cause, false);
  }

  DatabaseUnusable(String message, Throwable cause, boolean mayPass) {
    super(message, cause);
    this.mayPass = mayPass;
  }

  /** Says whether it may pass by itself, so that it is worth trying again. */
  public boolean mayPass() {
    return mayPass;
  }

  /**
   * Finds what only somebody can change.
   *
   * @param what the rest of a sentence about the database
   */
  public static DatabaseUnusable that(DatabaseAddress address, String what) {
    return new DatabaseUnusable("The database %s %s".formatted(address.place(), what));
  }

  /** Returns what the failure of a client means. */
  public static DatabaseUnusable of(DatabaseAddress address, Throwable failure) {
    if (failure instanceof DatabaseUnusable known) {
      return known;
    }
    FailureReading reading = FailureReading.of(failure);
    return new DatabaseUnusable(
        "The database %s %s".formatted(address.place(), reading.what()),
        failure,
        reading.mayPass());
  }

  /** Returns what a failure means, unless it is a fault of ours. */
  public static Throwable explained(DatabaseAddress address, Throwable failure) {
    return FailureReading.isOurs(failure) ? failure : of(address, failure);
  }

  /**
   * Refuses a session that is not with a server of its own, which may be written to.
   *
   * @param greeted the number of the process that let the session in
   * @param answering the number of the process that answers
   */
  static void requirePrimary(
      DatabaseAddress address, int greeted, int answering, boolean isStandby) {
    if (greeted != answering) {
      throw that(
          address,
          "is behind a pooler (PgBouncer, say), whose sessions may change servers: set"
              + " GATEWAY_DATABASE_URL to PostgreSQL itself");
    }
    if (isStandby) {
      throw that(address, FailureReading.STANDBY);
    }
  }
}
