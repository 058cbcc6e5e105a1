package dk.porten.gateway.upkeep;

import dk.porten.core.PackShelf;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.gateway.load.ExitCode;
import dk.porten.gateway.load.Surroundings;
import dk.porten.gateway.wiring.Configuration;
import dk.porten.gateway.wiring.Packs;
import dk.porten.gateway.wiring.Store;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code verify}: does what is stored agree with what was written, and with the quota? */
@Command(
    name = "verify",
    description = {
      "Holds the directory, the holds and the attestations against the audit, and every attestation"
          + " against the quota under which it was recorded. Brings the schema up to date and changes"
          + " nothing else; the gateway may run."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Everything agrees.",
      "1:Something does not; each kind is told with how often.",
      "2:Refused: command line, configuration or database not usable.",
      "3:The database failed on the way."
    })
final class VerifyCommand implements Callable<Integer> {

  private static final int DRIFT = 1;

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  VerifyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws InvalidPackException {
    Configuration configuration = Configuration.read(surroundings.environment());
    var shelf = new PackShelf(Packs.of(configuration));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Store store = Store.open(configuration);
        Connection connection = store.address().connect()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      long drift =
          new Agreement(connection, out).check() + new QuotaAudit(connection, shelf, out).check();
      out.println(drift == 0 ? "Everything agrees" : "Drift: " + drift);
      out.flush();
      return drift == 0 ? ExitCode.COMPLETE : DRIFT;
    } catch (SQLException failure) {
      spec.commandLine().getErr().println("The database failed: SQLSTATE " + failure.getSQLState());
      return ExitCode.FAILED;
    }
  }
}
