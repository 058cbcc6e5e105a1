package dk.porten.gateway.postgres.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file gives back what was written, or says why not. */
@Timeout(120)
final class SnapshotFileTest {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final TakenUserIds KEY = new TakenUserIds(new SipHash(new byte[16]));
  private static final FeedPosition POSITION =
      new FeedPosition("a lineage", "10:20:10,14,15", NOW.minusSeconds(60));

  @TempDir private Path folder = Path.of("");

  @Test
  void read_whatWasWritten_isTheSame() throws IOException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 50; round++) {
      TakenUserIds taken = taken(random, random.nextInt(5_000));
      file().write(new DirectorySnapshot(taken, POSITION));

      DirectorySnapshot read = file().read(KEY, NOW);
      assertThat(read.position()).as("seed %d", seed).isEqualTo(POSITION);
      assertThat(read.taken().size()).as("seed %d", seed).isEqualTo(taken.size());
      assertThat(read.taken().digest(Instant.MIN))
          .as("seed %d", seed)
          .isEqualTo(taken.digest(Instant.MIN));
    }
  }

  /** Longer than what is read at a time. */
  @Test
  void read_manyKeys_areTheSame() throws IOException {
    TakenUserIds taken = taken(new SplittableRandom(1), 400_000);
    file().write(new DirectorySnapshot(taken, POSITION));

    assertThat(file().read(KEY, NOW).taken().digest(Instant.MIN))
        .isEqualTo(taken.digest(Instant.MIN));
  }

  @Test
  void read_withABitFlippedAnywhere_isRefused() throws IOException {
    byte[] whole = written(new SplittableRandom(1), 100);
    for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(path(), flipped);

      assertThatThrownBy(() -> file().read(KEY, NOW))
          .as("bit %d", bit)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void read_withAnyBytesChanged_isRefused() throws IOException {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    byte[] whole = written(random, 1_000);
    for (int round = 0; round < 2_000; round++) {
      byte[] changed = whole.clone();
      int from = random.nextInt(whole.length);
      int to = random.nextInt(from, whole.length) + 1;
      for (int i = from; i < to; i++) {
        changed[i] = (byte) random.nextInt();
      }
      changed[from] = (byte) ~whole[from];
      Files.write(path(), changed);

      assertThatThrownBy(() -> file().read(KEY, NOW))
          .as("seed %d", seed)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void read_cutOffOrLengthened_isRefused() throws IOException {
    byte[] whole = written(new SplittableRandom(1), 100);
    for (int length = 0; length <= whole.length + 20; length++) {
      if (length != whole.length) {
        Files.write(path(), Arrays.copyOf(whole, length));
        assertThatThrownBy(() -> file().read(KEY, NOW))
            .as("%d bytes", length)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void read_ofNoUse_saysWhy() throws IOException {
    assertThatThrownBy(() -> file().read(KEY, NOW)).isInstanceOf(NoSuchFileException.class);
    byte[] whole = written(new SplittableRandom(1), 100);

    assertThatThrownBy(
            () ->
                file().read(new TakenUserIds(new SipHash("another key, too".getBytes(UTF_8))), NOW))
        .hasMessage("it was made with another person key");
    String aged = "it is too old, or the clock went back";
    Duration twelveHours = Duration.ofHours(12);
    assertThat(file().read(KEY, POSITION.asOf().plus(twelveHours))).isNotNull();
    assertThatThrownBy(() -> file().read(KEY, POSITION.asOf().plus(twelveHours).plusMillis(1)))
        .hasMessage(aged);
    assertThatThrownBy(() -> file().read(KEY, POSITION.asOf().minusMillis(1))).hasMessage(aged);
    whole[11]++;
    Files.write(path(), whole);
    assertThatThrownBy(() -> file().read(KEY, NOW)).hasMessage("it is of another version");
    Files.writeString(
        path(), "something else, which is as long as a snapshot has to be to be one.");
    assertThatThrownBy(() -> file().read(KEY, NOW)).hasMessage("it is no snapshot");
  }

  @Test
  void read_endThatIsNoTime_saysWhy() throws IOException {
    TakenUserIds taken = KEY.emptied(1);
    taken.put(7, new UserIdFact(NOW));
    file().write(new DirectorySnapshot(taken, POSITION));
    ByteBuffer changed = ByteBuffer.wrap(Files.readAllBytes(path()));
    int end = changed.capacity() - 6 * Long.BYTES;
    changed.putLong(end, Long.MAX_VALUE);
    var checksum = new CRC32C();
    checksum.update(changed.array(), 0, changed.capacity() - Long.BYTES);
    changed.putLong(changed.capacity() - Long.BYTES, checksum.getValue());
    Files.write(path(), changed.array());

    assertThatThrownBy(() -> file().read(KEY, NOW))
        .isInstanceOf(IOException.class)
        // JDK 25 counts microseconds further than 17 does.
        .hasMessageMatching("it has a time that is none|its digest is another");
  }

  @Test
  void write_isTheOwnersAlone_andLeavesNothingElse() throws IOException {
    written(new SplittableRandom(1), 100);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path());
    }
  }

  @Test
  void write_whereNothingCanBe_failsAndLeavesWhatThereWas() throws IOException {
    byte[] whole = written(new SplittableRandom(1), 100);
    var tooLong = new FeedPosition("x".repeat(70_000), "1:1:", NOW);

    assertThatThrownBy(() -> file().write(new DirectorySnapshot(KEY, tooLong)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(
            () ->
                new SnapshotFile(folder.resolve("none/file"))
                    .write(new DirectorySnapshot(KEY, POSITION)))
        .isInstanceOf(IOException.class);
    assertThat(path()).hasBinaryContent(whole);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path());
    }
  }

  @Test
  void write_besideDrafts_deletesThoseThatNobodyWritesAnyMore() throws IOException {
    Path left = Files.createFile(folder.resolve("ids.1.draft"));
    Path another = Files.createFile(folder.resolve("ids.2.draft"));
    Path foreign = Files.createFile(folder.resolve("other.draft"));
    FileTime longAgo =
        FileTime.from(Files.getLastModifiedTime(left).toInstant().minus(Duration.ofHours(2)));
    Files.setLastModifiedTime(left, longAgo);
    Files.setLastModifiedTime(foreign, longAgo);
    written(new SplittableRandom(1), 100);

    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(path(), another, foreign);
    }
  }

  /** Kills another JVM that does nothing but write, at any moment. */
  @Test
  void write_whenKilled_leavesAWholeFile() throws Exception {
    written(new SplittableRandom(1), 100);
    for (int round = 0; round < 5; round++) {
      Process writer =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  SavingMain.class.getName(),
                  path().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(writer.getInputStream().read()).isEqualTo('.');
      // One more write has begun, or will before it is killed.
      for (int i = 0; i < round; i++) {
        assertThat(writer.getInputStream().read()).isEqualTo('.');
      }
      writer.destroyForcibly().waitFor();

      assertThat(file().read(KEY, NOW).taken().size()).isEqualTo(SavingMain.USER_IDS);
    }
  }

  private byte[] written(SplittableRandom random, int most) throws IOException {
    file().write(new DirectorySnapshot(taken(random, most), POSITION));
    return Files.readAllBytes(path());
  }

  /** Returns a set in which some are held, and from which some have gone. */
  private static TakenUserIds taken(SplittableRandom random, int most) {
    TakenUserIds taken = KEY.emptied(0);
    for (int i = 0; i < most; i++) {
      UserIdFact fact =
          switch (random.nextInt(4)) {
            case 0 -> UserIdFact.NOBODYS;
            case 1 -> new UserIdFact(NOW.plusNanos(1_000 * random.nextLong(1L << 40)));
            default -> UserIdFact.FOR_GOOD;
          };
      taken.put(UserId.recorded("id." + random.nextInt(most)), fact);
    }
    return taken;
  }

  private SnapshotFile file() {
    return new SnapshotFile(path());
  }

  private Path path() {
    return folder.resolve("ids");
  }
}
