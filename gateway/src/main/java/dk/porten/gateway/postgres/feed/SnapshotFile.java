package dk.porten.gateway.postgres.feed;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.TakenDigest;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.gateway.postgres.disk.FolderEntries;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.function.ObjLongConsumer;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A file with the directory in memory, from which a gateway starts without reading it from the
 * database. It is there whole or not at all, and only its owner may read it. It holds
 *
 * <pre>
 * MARK, VERSION                   of the format
 * fingerprint                     of the secret key of the hash
 * lineage, snapshot, asOf         the position from which the change feed goes on
 * key, or ENDING, end, key ...    each that is taken; the end in microseconds since 1970
 * END, count, sum                 the digest of all
 * CRC-32C                         of all before
 * </pre>
 *
 * <p>The checksum and the digest find damage by a disk or a crash. They protect against nothing
 * else: whoever may write this file may write the database's files too (docs/decisions/0033).
 */
final class SnapshotFile {

  private static final long MARK = 0x506F7274656E4944L;
  private static final int VERSION = 1;
  private static final int CHECKSUM_BYTES = Long.BYTES;

  /** What no key is. */
  private static final long END = 0;

  private static final long ENDING = 1;

  /** No file is shorter than this. */
  private static final int LEAST_BYTES = 64;

  private static final int BLOCK_BYTES = 1 << 20;
  private static final String DRAFT = ".draft";

  /** A draft that is older than this is not being written any more. */
  private static final Duration MOST_WRITING = Duration.ofHours(1);

  private final Path file;

  SnapshotFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * Reads the file. Blocks.
   *
   * @param key a set under the gateway's key
   * @throws IOException which says why the file is of no use
   */
  DirectorySnapshot read(TakenUserIds key, Instant now) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        var in =
            new DataInputStream(
                new BufferedInputStream(Channels.newInputStream(channel), BLOCK_BYTES))) {
      long bytes = channel.size();
      if (bytes < LEAST_BYTES || in.readLong() != MARK) {
        throw new IOException("it is no snapshot");
      }
      if (in.readInt() != VERSION) {
        throw new IOException("it is of another version");
      }
      if (!isWhole(channel, bytes)) {
        throw new IOException("it is damaged");
      }
      if (in.readLong() != key.fingerprint()) {
        throw new IOException("it was made with another person key");
      }
      var position =
          new FeedPosition(in.readUTF(), in.readUTF(), Instant.ofEpochMilli(in.readLong()));
      if (position.isTooOld(now) || position.asOf().isAfter(now)) {
        throw new IOException("it is too old, or the clock went back");
      }
      TakenUserIds taken = key.emptied((int) Math.min(bytes / Long.BYTES, Integer.MAX_VALUE / 4));
      readTaken(in, taken);
      return new DirectorySnapshot(taken, position);
    } catch (DateTimeException | ArithmeticException beyond) {
      throw new IOException("it has a time that is none", beyond);
    }
  }

  /** Writes the file in place of the one before, while others use the set. Blocks. */
  void write(DirectorySnapshot snapshot) throws IOException {
    deleteOldDrafts();
    Path draft = Files.createTempFile(folder(), file.getFileName() + ".", DRAFT);
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        write(snapshot, channel);
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
    FolderEntries.force(folder());
  }

  /**
   * Deletes drafts of processes that were killed, but none that another process may still be
   * writing.
   */
  private void deleteOldDrafts() throws IOException {
    // By the machine's clock, which dates files, and not by the gateway's.
    Instant longAgo = Instant.now().minus(MOST_WRITING);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder(), this::isDraft)) {
      for (Path draft : drafts) {
        if (Files.getLastModifiedTime(draft).toInstant().isBefore(longAgo)) {
          Files.deleteIfExists(draft);
        }
      }
    }
  }

  private boolean isDraft(Path path) {
    String name = path.getFileName().toString();
    return name.startsWith(file.getFileName() + ".") && name.endsWith(DRAFT);
  }

  private Path folder() {
    return Objects.requireNonNull(file.getParent(), "a file has a folder");
  }

  private static void write(DirectorySnapshot snapshot, FileChannel channel) throws IOException {
    var checked = new CheckedOutputStream(Channels.newOutputStream(channel), new CRC32C());
    var out = new DataOutputStream(new BufferedOutputStream(checked, BLOCK_BYTES));
    out.writeLong(MARK);
    out.writeInt(VERSION);
    out.writeLong(snapshot.taken().fingerprint());
    out.writeUTF(snapshot.position().lineage());
    out.writeUTF(snapshot.position().snapshot());
    out.writeLong(snapshot.position().asOf().toEpochMilli());
    TakenDigest digest = write(snapshot.taken(), out);
    out.writeLong(END);
    out.writeLong(digest.count());
    out.writeLong(digest.sum());
    out.flush();
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private static TakenDigest write(TakenUserIds taken, DataOutputStream out) throws IOException {
    var writer = new KeyWriter(out);
    try {
      taken.forEach(writer);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    return writer.digest;
  }

  private static final class KeyWriter implements ObjLongConsumer<UserIdFact> {
    private final DataOutputStream out;
    private TakenDigest digest = TakenDigest.NONE;

    KeyWriter(DataOutputStream out) {
      this.out = out;
    }

    @Override
    public void accept(UserIdFact fact, long key) {
      try {
        if (!fact.equals(UserIdFact.FOR_GOOD)) {
          out.writeLong(ENDING);
          out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, fact.takenUntil()));
        }
        out.writeLong(key);
        digest = digest.plus(key, fact);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  private static void readTaken(DataInputStream in, TakenUserIds into) throws IOException {
    for (long next = in.readLong(); next != END; next = in.readLong()) {
      if (next == ENDING) {
        var end = new UserIdFact(Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS));
        into.put(in.readLong(), end);
      } else {
        into.put(next, UserIdFact.FOR_GOOD);
      }
    }
    if (!into.digest(Instant.MIN).equals(new TakenDigest(in.readLong(), in.readLong()))) {
      throw new IOException("its digest is another");
    }
  }

  /** Says whether the bytes are what was written, before anybody makes something of them. */
  private static boolean isWhole(FileChannel channel, long bytes) throws IOException {
    var checksum = new CRC32C();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    long end = bytes - CHECKSUM_BYTES;
    for (long position = 0; position < end; position += block.limit()) {
      block.clear().limit((int) Math.min(BLOCK_BYTES, end - position));
      checksum.update(filled(block, channel, position));
    }
    block.clear().limit(CHECKSUM_BYTES);
    return filled(block, channel, end).getLong() == checksum.getValue();
  }

  private static ByteBuffer filled(ByteBuffer block, FileChannel channel, long position)
      throws IOException {
    while (block.hasRemaining()) {
      if (channel.read(block, position + block.position()) < 0) {
        throw new EOFException("it has become shorter");
      }
    }
    return block.flip();
  }
}
