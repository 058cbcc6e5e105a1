package dk.porten.gateway.load;

import java.sql.SQLException;

/** Thrown when the database fails on the way. The message repeats nothing that was sent to it. */
final class ImportFailed extends Exception {

  private static final long serialVersionUID = 1;

  private ImportFailed(String message) {
    super(message);
  }

  /** Returns the failure without its cause, whose message may repeat a user ID. */
  static ImportFailed of(SQLException failure) {
    return new ImportFailed(
        "The database refused or was lost (SQLSTATE " + failure.getSQLState() + ")");
  }
}
