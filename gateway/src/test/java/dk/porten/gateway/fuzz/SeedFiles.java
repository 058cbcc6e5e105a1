package dk.porten.gateway.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the inputs to begin with into a folder for each target, and prints the targets. */
public final class SeedFiles {

  private SeedFiles() {}

  /**
   * Writes them.
   *
   * @param arguments the folder
   */
  public static void main(String[] arguments) throws Exception {
    for (Target target : Target.ALL) {
      Path folder = Files.createDirectories(Path.of(arguments[0], target.toString()));
      int number = 0;
      for (byte[] seed : target.seeds().make()) {
        Files.write(folder.resolve("seed-" + number++), seed);
      }
      System.out.println(target.type().getName());
    }
    System.exit(0);
  }
}
