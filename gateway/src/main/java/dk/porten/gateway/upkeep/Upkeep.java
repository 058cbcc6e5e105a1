package dk.porten.gateway.upkeep;

import dk.porten.gateway.load.Surroundings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of this room. */
public final class Upkeep {

  private static final String STANDARD_INPUT =
      "The person id, a UUID, is read from standard input: a command line can be seen by others.";

  private Upkeep() {}

  /** Adds the commands. */
  public static CommandLine addTo(CommandLine commandLine, Surroundings surroundings) {
    return commandLine
        .addSubcommand(
            "export-person",
            person(
                surroundings,
                PersonExport::write,
                "Tells everything that is stored about a person, as JSON."))
        .addSubcommand(
            "erase-person",
            person(
                surroundings,
                PersonErasure::run,
                "Forgets a person, but for the bare days that the quota still needs."))
        .addSubcommand("verify", new VerifyCommand(surroundings))
        .addSubcommand("rotate-person-key", new RotateKeyCommand(surroundings));
  }

  private static CommandLine person(
      Surroundings surroundings, PersonCommand.Task task, String description) {
    var command = new CommandLine(new PersonCommand(surroundings, task));
    CommandSpec spec = command.getCommandSpec();
    spec.usageMessage().description(description, STANDARD_INPUT);
    spec.mixinStandardHelpOptions(true);
    return command;
  }
}
