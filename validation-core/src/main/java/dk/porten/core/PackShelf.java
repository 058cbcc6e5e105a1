package dk.porten.core;

import dk.porten.core.pack.RulePack;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The packs that a gateway decides by. Immutable; any thread may call. */
public final class PackShelf {

  /** The pack that is asked when a request names none. */
  public static final String DEFAULT_PACK = "mitid-national";

  private final List<CompiledPack> packs;

  /** Compiles the packs; no two of one id are in force on the same day. */
  public PackShelf(List<RulePack> packs) {
    this.packs = packs.stream().map(CompiledPack::of).toList();
  }

  /**
   * Chooses a pack.
   *
   * @param name an id, which means the version in force on the day, or {@code id@version}
   * @param on the day that is judged; null is today
   */
  public PackChoice choose(String name, @Nullable LocalDate on, Instant now) {
    boolean isKnown = false;
    for (CompiledPack compiled : packs) {
      RulePack pack = compiled.pack();
      if (name.equals(pack.id())) {
        isKnown = true;
        LocalDate day = on == null ? today(pack, now) : on;
        if (pack.isInForce(day)) {
          return new PackChoice.Found(compiled, day);
        }
      } else if (name.equals(pack.reference())) {
        return new PackChoice.Found(compiled, on == null ? today(pack, now) : on);
      }
    }
    return isKnown ? new PackChoice.NotInForce() : new PackChoice.Unknown();
  }

  /**
   * Chooses a pack for what is put on record: one that is named with its version has to be in force
   * on the day too.
   */
  public PackChoice chooseInForce(String name, @Nullable LocalDate on, Instant now) {
    PackChoice choice = choose(name, on, now);
    return choice instanceof PackChoice.Found found && !found.pack().pack().isInForce(found.on())
        ? new PackChoice.NotInForce()
        : choice;
  }

  /** Returns the day that it is where a pack is from; empty if there is no pack of that name. */
  public Optional<LocalDate> today(String name, Instant now) {
    return packs.stream()
        .map(CompiledPack::pack)
        .filter(pack -> name.equals(pack.id()) || name.equals(pack.reference()))
        .findFirst()
        .map(pack -> today(pack, now));
  }

  /** Returns all packs, in force or not. */
  public List<RulePack> packs() {
    return packs.stream().map(CompiledPack::pack).toList();
  }

  /** Returns the packs that are in force today. */
  public List<RulePack> inForce(Instant now) {
    return packs.stream()
        .map(CompiledPack::pack)
        .filter(pack -> pack.isInForce(today(pack, now)))
        .toList();
  }

  private static LocalDate today(RulePack pack, Instant now) {
    return LocalDate.ofInstant(now, pack.timeZone());
  }
}
