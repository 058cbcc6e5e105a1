package dk.porten.gateway.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL's programs run, for PostgreSQL refuses to run as root. It is the owner of the
 * data directory, so every start by whomever finds files that it may read.
 *
 * @param prefix what goes before a command
 * @param owner the number of the user who owns the files
 * @param group the number of the group that goes with it
 */
record Account(List<String> prefix, int owner, int group) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;

  /** Returns the account for a data directory, which is given away only if nothing else works. */
  static Account of(DataDirectory data, Path program) throws IOException {
    Path directory = data.path();
    int owner = number("unix:uid", directory);
    int group = number("unix:gid", directory);
    if (!runsAsRoot(data)) {
      return new Account(List.of(), owner, group);
    }
    if (owner != ROOT) {
      return unprivileged(owner, group).checked(program);
    }
    // In a user namespace of its own the process is no root, yet its files remain root's.
    Account namespaced = new Account(List.of("unshare", "-U"), ROOT, group);
    return namespaced.can("id", "-un") ? namespaced : givenAway(directory, program);
  }

  /** Returns the account that remains where user namespaces are blocked. */
  static Account givenAway(Path directory, Path program) throws IOException {
    Account nobody = unprivileged(NOBODY, NOBODY);
    if (nobody.can("true")) {
      nobody.take(directory);
    }
    return nobody.checked(program);
  }

  /** Makes the account the owner of a file, or of a directory and everything in it. */
  void take(Path root) throws IOException {
    if (number("unix:uid", root) == owner) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Files.setAttribute(path, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  private static Account unprivileged(int user, int group) {
    return new Account(
        List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups"), user, group);
  }

  private Account checked(Path program) {
    if (!can("test", "-x", program.toString())) {
      throw PostgresTools.cannotRun(
          "root may neither use user namespaces nor reach the data directory as user " + owner);
    }
    return this;
  }

  private boolean can(String... command) {
    ProcessBuilder probe =
        new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of(command)).toList());
    probe.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    probe.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return probe.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whoever makes a file owns it, which tells who this process is without a native call. */
  private static boolean runsAsRoot(DataDirectory data) throws IOException {
    Path file = data.newDraftFile();
    try {
      return number("unix:uid", file) == ROOT;
    } finally {
      Files.delete(file);
    }
  }

  private static int number(String attribute, Path path) throws IOException {
    return (int) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
  }
}
