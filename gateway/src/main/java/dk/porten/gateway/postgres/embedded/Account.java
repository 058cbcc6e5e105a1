package dk.porten.gateway.postgres.embedded;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL's programs run. A gateway of an ordinary user runs them as itself. One of root
 * runs them as the owner of the data directory, or as nobody if that is root too: whoever gets at
 * the server's files by SQL is not to be root (docs/decisions/0067).
 *
 * @param prefix what goes before a command; empty if the gateway runs them as itself
 * @param owner the number of the user who owns the server's files
 * @param group the number of the group that goes with it
 */
record Account(List<String> prefix, int owner, int group) {
  private static final int ROOT = 0;
  private static final int NOBODY = 65_534;
  private static final String UID = "unix:uid";
  private static final String GID = "unix:gid";

  /**
   * How another user names the folder in which a command begins. Root opens it for the command, so
   * that it does not matter who may go through the folders above, such as root's home.
   */
  private static final Path OPENED = Path.of("/proc/self/fd/9");

  private static final String OPEN_AND_GO_ON = "exec 9<. && exec \"$@\"";

  /** Returns the account for a data directory. */
  static Account of(DataDirectory data) throws IOException {
    int owner = number(UID, data.path());
    int group = number(GID, data.path());
    if (!runsAsRoot(data)) {
      return new Account(List.of(), owner, group);
    }
    if (owner == NOBODY) {
      giveBack(data);
    }
    return owner == ROOT || owner == NOBODY
        ? other(NOBODY, NOBODY).checked()
        : other(owner, group).checked();
  }

  private static Account other(int user, int group) {
    return new Account(
        List.of(
            "sh",
            "-c",
            OPEN_AND_GO_ON,
            "sh",
            "setpriv",
            "--reuid=" + user,
            "--regid=" + group,
            "--clear-groups",
            "--no-new-privs"),
        user,
        group);
  }

  /** Says whether the programs run as another user than the gateway. */
  boolean isAnother() {
    return !prefix.isEmpty();
  }

  /** Returns where the account finds the folder in which a command of it begins. */
  Path workingFolder() {
    return isAnother() ? OPENED : Path.of("");
  }

  /** Makes the account the owner of a file, or of a directory and everything in it. */
  void take(Path root) throws IOException {
    if (number(UID, root) == owner) {
      return;
    }
    try (Stream<Path> paths = Files.walk(root)) {
      List<Path> all = new ArrayList<>(paths.toList());
      // The root of them last: it says that all the others are done.
      all.remove(root);
      all.add(root);
      for (Path path : all) {
        own(path, owner, group);
      }
    }
  }

  /** Returns whether the account can run a command. */
  boolean can(String... command) {
    ProcessBuilder probe =
        new ProcessBuilder(Stream.concat(prefix.stream(), Stream.of(command)).toList());
    // Not where the gateway happens to be, which may be closed to the account.
    probe.directory(new File("/"));
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

  private Account checked() {
    if (!can("test", "-d", OPENED + "/.")) {
      throw PostgresTools.cannotRun(
          "for root it has to run as user %d, which needs setpriv of util-linux and Linux's /proc"
              .formatted(owner));
    }
    return this;
  }

  /**
   * Makes root the owner of what is the gateway's alone. Earlier releases gave nobody the whole
   * directory where user namespaces were blocked.
   */
  private static void giveBack(DataDirectory data) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data.path())) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
          own(entry, ROOT, ROOT);
        }
      }
    }
    own(data.path(), ROOT, ROOT);
  }

  private static void own(Path path, int user, int group) throws IOException {
    Files.setAttribute(path, UID, user, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, GID, group, LinkOption.NOFOLLOW_LINKS);
  }

  /** Whoever makes a file owns it, which tells who this process is without a native call. */
  private static boolean runsAsRoot(DataDirectory data) throws IOException {
    Path file = data.newDraftFile();
    try {
      return number(UID, file) == ROOT;
    } finally {
      Files.delete(file);
    }
  }

  private static int number(String attribute, Path path) throws IOException {
    return (int) Files.getAttribute(path, attribute, LinkOption.NOFOLLOW_LINKS);
  }
}
