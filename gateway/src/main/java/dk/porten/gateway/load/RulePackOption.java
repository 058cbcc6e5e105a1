package dk.porten.gateway.load;

import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.userid.UserIdDecision;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says by which rules user IDs are judged. */
final class RulePackOption {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--rule-pack",
      paramLabel = "ID",
      defaultValue = PackShelf.DEFAULT_PACK,
      description = "The pack with the rules, the same as for checks (default: ${DEFAULT-VALUE}).")
  private String rulePack = PackShelf.DEFAULT_PACK;

  /** Returns what writes user IDs that these rules allow, or refuses the command line. */
  Import userIds(PackShelf shelf, Instant now) {
    UserIdDecision decision = decision(shelf, now);
    return (lines, rejects, progress, store) -> {
      try (var pipeline = Pipeline.open(store.address())) {
        return new UserIdImport(lines, decision, rejects, pipeline, progress).run();
      }
    };
  }

  private UserIdDecision decision(PackShelf shelf, Instant now) {
    return userIdRules(shelf.chooseInForce(rulePack, null, now))
        .orElseThrow(() -> refusal("--rule-pack: no pack in force of this name has user-ID rules"));
  }

  private ParameterException refusal(String message) {
    return new ParameterException(Objects.requireNonNull(command).commandLine(), message);
  }

  private static Optional<UserIdDecision> userIdRules(PackChoice choice) {
    return choice instanceof PackChoice.Found found ? found.pack().userId() : Optional.empty();
  }
}
