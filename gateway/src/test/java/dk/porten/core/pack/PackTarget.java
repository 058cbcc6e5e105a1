package dk.porten.core.pack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dk.porten.core.CompiledPack;
import java.util.ArrayList;
import java.util.List;

/** Rule packs: what is not refused can be compiled. A refusal has faults, at lines of the file. */
public final class PackTarget {
  private static final List<String> SHIPPED =
      List.of("mitid-national.yaml", "mitid-herning.yaml", "nemid-herning.yaml");

  private PackTarget() {}

  /** Reads a pack. */
  public static void fuzzerTestOneInput(byte[] input) {
    String yaml = new String(input, UTF_8);
    try {
      CompiledPack.of(PackReader.read("fuzz", yaml));
    } catch (InvalidPackException refused) {
      long lines = yaml.chars().filter(next -> next == '\n' || next == '\r').count() + 2;
      if (refused.faults().isEmpty()
          || refused.faults().stream().anyMatch(f -> f.line() < 1 || f.line() > lines)) {
        throw new AssertionError("a fault nowhere: " + refused.faults(), refused);
      }
    }
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (String file : SHIPPED) {
      seeds.add(Resources.text(file).getBytes(UTF_8));
    }
    List.of(
            "id: !!str a",
            "version: !!int x",
            "version: 0x1F",
            "id: " + "a-".repeat(20_000) + "a",
            "a: " + "[".repeat(20_000),
            "a: &a\n  b: *a",
            "? [a]\n: b",
            "timeZone: Europe/Nowhere\nvalidFrom: 0000-00-00",
            "")
        .forEach(text -> seeds.add(text.getBytes(UTF_8)));
    return seeds;
  }
}
