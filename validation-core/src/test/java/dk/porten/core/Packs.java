package dk.porten.core;

import dk.porten.core.document.DocumentDecision;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.RulePack;
import dk.porten.core.pack.RulePacks;
import java.util.Objects;

/** The shipped packs, for tests. */
public final class Packs {

  private Packs() {}

  /** Returns a shipped pack. */
  public static RulePack pack(String id) {
    try {
      return RulePacks.shipped().stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow();
    } catch (InvalidPackException faulty) {
      throw new AssertionError(faulty);
    }
  }

  /** Compiles a shipped pack's document rules. */
  public static DocumentDecision documents(String id) {
    return new DocumentDecision(Objects.requireNonNull(pack(id).documents()));
  }
}
