package dk.porten.gateway.wiring;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.RulePack;
import dk.porten.core.pack.RulePacks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The rule packs of a configuration: those that ship, and those of its folder. */
public final class Packs {

  private Packs() {}

  /**
   * Reads the packs.
   *
   * @throws InvalidPackException if any of them has a fault
   */
  public static List<RulePack> of(Configuration configuration) throws InvalidPackException {
    try {
      return configuration.rulePackFolder().isPresent()
          ? RulePacks.withFolder(configuration.rulePackFolder().get())
          : RulePacks.shipped();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The folder of rule packs cannot be read", unreadable);
    }
  }
}
