package dk.porten.gateway.postgres.feed;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.TakenUserIds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Files with the directory, some of them with the right checksum over other bytes: read they give a
 * set that is written and read again as the same, or they are refused.
 */
public final class SnapshotTarget {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final TakenUserIds KEY = new TakenUserIds(new SipHash(new byte[16]));
  private static final Path FILE = file();

  private SnapshotTarget() {}

  /** Reads a file; its checksum is made right if the byte before it says so. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    if (input[0] != 0 && bytes.length >= Long.BYTES) {
      var checksum = new CRC32C();
      checksum.update(bytes, 0, bytes.length - Long.BYTES);
      ByteBuffer.wrap(bytes).putLong(bytes.length - Long.BYTES, checksum.getValue());
    }
    Files.write(FILE, bytes);
    DirectorySnapshot read;
    try {
      read = new SnapshotFile(FILE).read(KEY, NOW);
    } catch (IOException refused) {
      return;
    }
    new SnapshotFile(FILE).write(read);
    DirectorySnapshot again = new SnapshotFile(FILE).read(KEY, NOW);
    if (!again.position().equals(read.position())
        || !again.taken().digest(Instant.MIN).equals(read.taken().digest(Instant.MIN))) {
      throw new AssertionError("written and read it is another");
    }
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() throws IOException {
    TakenUserIds taken = KEY.emptied(8);
    var position = new FeedPosition("a lineage", "10:20:10,14,15", NOW.minusSeconds(60));
    byte[] empty = written(new DirectorySnapshot(taken, position));
    for (long key = 2; key < 9; key++) {
      taken.put((key * key) << 40, UserIdFact.FOR_GOOD);
    }
    taken.put(-7, new UserIdFact(NOW.plusSeconds(900)));
    byte[] some = written(new DirectorySnapshot(taken, position));
    byte[] asItIs = some.clone();
    asItIs[0] = 0;
    return List.of(empty, some, asItIs, Arrays.copyOf(some, some.length - 20), new byte[] {1});
  }

  private static byte[] written(DirectorySnapshot snapshot) throws IOException {
    new SnapshotFile(FILE).write(snapshot);
    byte[] bytes = Files.readAllBytes(FILE);
    byte[] seed = new byte[1 + bytes.length];
    seed[0] = 1;
    System.arraycopy(bytes, 0, seed, 1, bytes.length);
    return seed;
  }

  private static Path file() {
    try {
      Path folder = Files.createTempDirectory("snapshot");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("directory");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
