package dk.porten.gateway.postgres.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The entries of a folder, which reach the disk apart from the files that they name. */
public final class FolderEntries {
  private static final Integer ROOT = 0;
  private static final String UID = "unix:uid";
  private static final String GID = "unix:gid";

  private FolderEntries() {}

  /**
   * Gives a file that root has just made to the owner of its folder, whose programs could not read
   * it otherwise. Does nothing if this process is not root.
   */
  public static void giveToOwner(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && ROOT.equals(Files.getAttribute(file, UID))) {
      Files.setAttribute(file, GID, Files.getAttribute(folder, GID));
      Files.setAttribute(file, UID, Files.getAttribute(folder, UID));
    }
  }

  /** Writes a folder's entries to the disk, so that a rename in it survives a power cut. */
  public static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
