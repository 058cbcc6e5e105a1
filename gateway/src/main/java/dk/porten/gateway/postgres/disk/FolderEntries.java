package dk.porten.gateway.postgres.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The entries of a folder, which reach the disk apart from the files that they name. */
public final class FolderEntries {

  private FolderEntries() {}

  /** Writes a folder's entries to the disk, so that a rename in it survives a power cut. */
  public static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
