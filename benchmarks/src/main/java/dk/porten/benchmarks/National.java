package dk.porten.benchmarks;

import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.RulePack;
import dk.porten.core.pack.RulePacks;

/** The pack that is measured. */
public final class National {

  public static final RulePack PACK = load();

  private National() {}

  private static RulePack load() {
    try {
      return RulePacks.shipped().stream()
          .filter(pack -> pack.id().equals("mitid-national"))
          .findFirst()
          .orElseThrow();
    } catch (InvalidPackException faulty) {
      throw new IllegalStateException(faulty);
    }
  }
}
