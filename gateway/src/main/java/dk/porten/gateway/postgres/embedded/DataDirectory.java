package dk.porten.gateway.postgres.embedded;

import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.disk.SecretFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that holds an embedded PostgreSQL: programs, cluster, password, locks, log. */
record DataDirectory(Path path) {
  private static final String PASSWORD = "password";
  private static final String DRAFT = "new-";

  /** Makes the directory if it is missing and closes it to everybody but its owner. */
  static DataDirectory at(Path path) throws IOException {
    Files.createDirectories(path);
    Path real = path.toRealPath();
    if (real.toString().chars().anyMatch(c -> "\"$`\\".indexOf(c) >= 0 || c < ' ')) {
      // initdb and pg_ctl call each other through a shell and do not quote these.
      throw new DatabaseUnusable(
          "The path of the data directory must not contain a double quote, $, backquote,"
              + " backslash or control character, which PostgreSQL's own programs cannot take");
    }
    DataDirectory directory = new DataDirectory(real);
    if (!directory.isOurs()) {
      throw new DatabaseUnusable("The data directory " + real + " already holds something else");
    }
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));
    return directory;
  }

  /** A mistaken path, such as the home directory, must not be closed to others and filled. */
  private boolean isOurs() throws IOException {
    if (Files.exists(gate())) {
      return true;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.allMatch(entry -> entry.endsWith("lost+found"));
    }
  }

  /** Returns the file whose lock lets one process at a time start, join or stop the server. */
  Path gate() {
    return path.resolve("gate.lock");
  }

  /** Returns the file whose lock every process shares that uses the server. */
  Path users() {
    return path.resolve("users.lock");
  }

  Path cluster() {
    return path.resolve("cluster");
  }

  /** Returns what tells the cluster's directory from every other, copies of it included. */
  String mark() throws IOException {
    return "%s-%s"
        .formatted(
            Files.getAttribute(cluster(), "unix:dev"), Files.getAttribute(cluster(), "unix:ino"));
  }

  Path passwordFile() {
    return path.resolve(PASSWORD);
  }

  /** Reads the password of the cluster's superuser, made now if there is none. */
  String password() throws IOException {
    return SecretFile.readOrCreate(path, PASSWORD);
  }

  /** Reads the password of the gateway's own role, made now if there is none. */
  String rolePassword() throws IOException {
    return SecretFile.readOrCreate(path, "role-password");
  }

  Path log() {
    return path.resolve("postgres.log");
  }

  /** Returns a new directory to prepare something in, which then is moved to its place at once. */
  Path newDraft() throws IOException {
    return Files.createTempDirectory(path, DRAFT);
  }

  /** Returns a new file, open to its owner only, for the time that a step takes. */
  Path newDraftFile() throws IOException {
    return Files.createTempFile(path, DRAFT, null);
  }

  /** Deletes the drafts that killed processes left; only for the holder of the gate. */
  void deleteDrafts() throws IOException {
    deleteAll(DRAFT + "*", path);
  }

  /** Deletes the entries that match a glob, except one. */
  void deleteAll(String glob, Path except) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, glob)) {
      for (Path entry : entries) {
        if (!entry.equals(except)) {
          deleteTree(entry);
        }
      }
    }
  }

  private static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
