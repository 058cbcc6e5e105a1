package dk.porten.gateway.upkeep;

import dk.porten.gateway.load.ExitCode;
import dk.porten.gateway.load.Surroundings;
import dk.porten.gateway.postgres.schema.KeyRotation;
import dk.porten.gateway.wiring.Configuration;
import dk.porten.gateway.wiring.Store;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rotate-person-key}: the newest key of the person key comes into use. */
@Command(
    name = "rotate-person-key",
    description = {
      "Brings the newest key of GATEWAY_PERSON_KEY, the last one, into use: every stored hash of a"
          + " person or user ID is wrapped by it, in one transaction. All earlier keys stay needed.",
      "Writes wait meanwhile. Gateways that run with the earlier keys then refuse writes and what"
          + " needs a person, and are not ready, until they are started with all keys."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The key is in use, now or since an earlier run.",
      "2:Refused: command line, configuration, keys or database not usable.",
      "3:The database failed on the way: nothing has changed, or everything if it failed at the very"
          + " end. Keep the keys and run it again, which tells."
    })
final class RotateKeyCommand implements Callable<Integer> {

  private final Surroundings surroundings;

  @Spec private @Nullable CommandSpec spec;

  RotateKeyCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    try (Store store = Store.openForAnyKey(Configuration.read(surroundings.environment()))) {
      KeyRotation.Outcome outcome = KeyRotation.run(store.address(), store.personKey());
      out.println(
          outcome.isDoneBefore()
              ? "Nothing to do: the keys %s are in use".formatted(outcome.keyIds())
              : "Wrapped %d hashes: the keys %s are in use"
                  .formatted(outcome.hashes(), outcome.keyIds()));
      out.flush();
      return ExitCode.COMPLETE;
    } catch (SQLException failure) {
      spec.commandLine()
          .getErr()
          .println(
              "The database failed (SQLSTATE "
                  + failure.getSQLState()
                  + "): run it again with the same keys");
      return ExitCode.FAILED;
    }
  }
}
