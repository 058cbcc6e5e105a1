package dk.porten.gateway.postgres;

import java.sql.SQLException;

/**
 * The finding that a database cannot be used until an operator changes something. The message is
 * one line for that operator and holds no secret and no personal data.
 */
public final class DatabaseUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseUnusable(String message) {
    super(message);
  }

  DatabaseUnusable(String message, Throwable cause) {
    super(message, cause);
  }

  /** Returns the finding that a statement failed; only the SQLSTATE is told, never a value. */
  static DatabaseUnusable of(DatabaseAddress address, SQLException failure) {
    return new DatabaseUnusable(
        "The database %s:%d/%s does not answer (SQLSTATE %s)"
            .formatted(address.host(), address.port(), address.database(), failure.getSQLState()),
        failure);
  }
}
