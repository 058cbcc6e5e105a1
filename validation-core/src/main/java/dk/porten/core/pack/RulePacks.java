package dk.porten.core.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads packs: those that Porten ships, and those of a folder. */
public final class RulePacks {

  private static final List<String> SHIPPED =
      List.of("mitid-national", "mitid-herning", "nemid-herning");

  private RulePacks() {}

  /** Reads the packs that ship with Porten. */
  public static List<RulePack> shipped() throws InvalidPackException {
    return readAll(shippedFiles());
  }

  /**
   * Reads the packs that ship with Porten and every {@code *.yaml} of a folder. If any of them has
   * a fault, or two of them stand against each other, none is returned.
   */
  public static List<RulePack> withFolder(Path folder) throws InvalidPackException, IOException {
    Map<String, String> files = shippedFiles();
    try (Stream<Path> found = Files.list(folder)) {
      for (Path file : found.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        files.put(file.toString(), Files.readString(file));
      }
    }
    return readAll(files);
  }

  /** Reads packs from the text of their files, by file name. */
  static List<RulePack> readAll(Map<String, String> files) throws InvalidPackException {
    var packs = new ArrayList<RulePack>();
    var faults = new ArrayList<PackFault>();
    var references = new HashSet<String>();
    for (Map.Entry<String, String> file : files.entrySet()) {
      try {
        RulePack pack = PackReader.read(file.getKey(), file.getValue());
        if (!references.add(pack.reference())) {
          faults.add(new PackFault(file.getKey(), 1, "expected " + pack.reference() + " once"));
        }
        packs.stream()
            .filter(other -> other.id().equals(pack.id()) && overlap(other, pack))
            .map(other -> "expected no day on which " + other.reference() + " is in force too")
            .forEach(expected -> faults.add(new PackFault(file.getKey(), 1, expected)));
        packs.add(pack);
      } catch (InvalidPackException invalid) {
        faults.addAll(invalid.faults());
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidPackException(faults);
    }
    return List.copyOf(packs);
  }

  private static Map<String, String> shippedFiles() {
    var files = new LinkedHashMap<String, String>();
    for (String id : SHIPPED) {
      files.put(id + ".yaml", Resources.text(id + ".yaml"));
    }
    return files;
  }

  private static boolean overlap(RulePack one, RulePack other) {
    return startsBeforeEndOf(one, other) && startsBeforeEndOf(other, one);
  }

  private static boolean startsBeforeEndOf(RulePack one, RulePack other) {
    return one.validFrom() == null
        || other.validTo() == null
        || !one.validFrom().isAfter(other.validTo());
  }
}
