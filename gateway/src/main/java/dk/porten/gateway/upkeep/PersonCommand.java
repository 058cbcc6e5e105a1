package dk.porten.gateway.upkeep;

import dk.porten.gateway.load.ExitCode;
import dk.porten.gateway.load.Surroundings;
import dk.porten.gateway.wiring.Configuration;
import dk.porten.gateway.wiring.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command about one person, whose id it reads from standard input. */
@Command
final class PersonCommand implements Callable<Integer> {

  /** What is done about a person, who is known by the hash of the id. */
  @FunctionalInterface
  interface Task {
    void run(Connection connection, byte[] person, PrintWriter out)
        throws SQLException, IOException;
  }

  private final Surroundings surroundings;
  private final Task task;

  @Spec private @Nullable CommandSpec spec;

  PersonCommand(Surroundings surroundings, Task task) {
    this.surroundings = surroundings;
    this.task = task;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    Optional<UUID> person = PersonInput.read(surroundings.input());
    if (person.isEmpty()) {
      command.getErr().println("Standard input is not one person id, a UUID");
      return ExitCode.REFUSED;
    }
    try (Store store = Store.open(Configuration.read(surroundings.environment()));
        Connection connection = store.address().connect()) {
      connection.setAutoCommit(false);
      task.run(connection, store.personKey().hash(person.get()), command.getOut());
      connection.commit();
      command.getOut().flush();
      return ExitCode.COMPLETE;
    } catch (SQLException failure) {
      command.getErr().println("The database failed: SQLSTATE " + failure.getSQLState());
      return ExitCode.FAILED;
    }
  }
}
