package dk.porten.gateway.postgres.schema;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PersonKeyTest {
  private static final UUID PERSON = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  private static final String HEX =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

  @TempDir Path directory;

  /** The expected value was computed with OpenSSL. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        HEX,
        "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F\n",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        " AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8 "
      })
  void hash_anyEncodingOfTheKey_isHmacOfTheSixteenBytes(String key) {
    assertThat(HexFormat.of().formatHex(PersonKey.parse(key).hash(PERSON)))
        .isEqualTo("5375b32096586fcb78041e630dafe33644f1fc20e931ab746621a8565ff01182");
  }

  /** The expected value was computed with Python's hmac. */
  @ParameterizedTest
  @ValueSource(strings = {HEX + ",FF,AA", HEX + "\nFF\nAA\n", "\n" + HEX + "\r\n\r\n FF , \nAA"})
  void hash_severalKeys_isHmacOfTheHashByTheKeysBefore(String keys) {
    String text = keys.replace("FF", "ff".repeat(32)).replace("AA", "aa".repeat(32));
    assertThat(HexFormat.of().formatHex(PersonKey.parse(text).hash(PERSON)))
        .isEqualTo("b8eda88fad58aa31f400b66cb43b5e897083ec80ce92919a925780b012c3bade");
  }

  @Test
  void wrap_hashByTheEarlierKeys_isTheHashByAll() {
    PersonKey all = PersonKey.parse(HEX + "," + "ff".repeat(32));
    assertThat(all.wrap(PersonKey.parse(HEX).hash(PERSON))).isEqualTo(all.hash(PERSON));
  }

  @Test
  void directoryHash_sameKeys_isTheSameHowEverTheyAreGiven() throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), HEX + "\n\n" + "ff".repeat(32));
    PersonKey both = PersonKey.parse(HEX + "," + "ff".repeat(32));
    assertThat(fingerprint(PersonKey.read(file)))
        .isEqualTo(fingerprint(both))
        .isNotEqualTo(fingerprint(PersonKey.parse(HEX)));
  }

  private static long fingerprint(PersonKey key) {
    return new TakenUserIds(key.directoryHash()).fingerprint();
  }

  @Test
  void parse_aKeyTwice_isRefused() {
    assertThatThrownBy(() -> PersonKey.parse(HEX + ",ff" + "ff".repeat(31) + "\n" + HEX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The person key has one of its keys twice, or more than 16");
  }

  @Test
  void parse_moreThanSixteenKeys_isRefused() {
    String sixteen =
        IntStream.range(0, 16)
            .mapToObj(i -> "%02x".formatted(i).repeat(32))
            .collect(Collectors.joining(","));
    assertThat(PersonKey.parse(sixteen).keyIds()).hasSize(16).doesNotHaveDuplicates();
    assertThatThrownBy(() -> PersonKey.parse(sixteen + "," + "ff".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The person key has one of its keys twice, or more than 16");
  }

  /** The expected value was computed with OpenSSL. */
  @Test
  void hash_ofAUserId_isHmacOfItsLabelAndCanonicalForm() {
    assertThat(HexFormat.of().formatHex(PersonKey.parse(HEX).hash(UserId.recorded("søren.b"))))
        .isEqualTo("b1785c0bf0cf0d044ebf259f9d4df6edfa4a7546873b4edeb06769ed4a50821e");
  }

  @Test
  void parse_eitherBase64Alphabet_isTheSameKey() {
    String standard = "+/".repeat(22);
    assertThat(PersonKey.parse(standard).hash(PERSON))
        .isEqualTo(PersonKey.parse(standard.replace('+', '-').replace('/', '_')).hash(PERSON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        ",",
        HEX + ",secret",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==",
        "secret secret secret secret secret secret secret secret"
      })
  void parse_shortOrNoEncoding_isRefusedWithoutTheValue(String key) {
    assertThatThrownBy(() -> PersonKey.parse(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("32 bytes")
        .message()
        .doesNotContain("secret", "AAEC", "0001");
  }

  @Test
  void parse_tooLong_isRefused() {
    assertThatThrownBy(() -> PersonKey.parse("ab".repeat(513)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1024");
  }

  @Test
  void read_file_isTheKeyInIt() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), HEX + "\n");
    assertThat(PersonKey.read(file).hash(PERSON)).isEqualTo(PersonKey.parse(HEX).hash(PERSON));
  }

  @Test
  void read_hugeFile_isRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("key"), HEX.repeat(100));
    assertThatThrownBy(() -> PersonKey.read(file)).isInstanceOf(IllegalArgumentException.class);
  }

  @RepeatedTest(20)
  void keptIn_manyAtOnce_isOneKeyInAClosedFile() throws Exception {
    int times = 8;
    CyclicBarrier start = new CyclicBarrier(times);
    ExecutorService threads = Executors.newFixedThreadPool(times);
    Callable<String> step = () -> keptHash(start);
    Set<String> hashes = new HashSet<>();
    try {
      for (Future<String> hash : threads.invokeAll(nCopies(times, step))) {
        hashes.add(hash.get());
      }
    } finally {
      threads.shutdown();
    }

    assertThat(hashes).hasSize(1);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve("person-key"))))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void hash_manyThreads_isAlwaysTheSame() {
    PersonKey key = PersonKey.parse(HEX);
    assertThat(
            IntStream.range(0, 10_000)
                .parallel()
                .mapToObj(i -> HexFormat.of().formatHex(key.hash(PERSON)))
                .distinct())
        .hasSize(1);
  }

  @Test
  void toString_tellsNothing() {
    assertThat(PersonKey.parse(HEX)).hasToString("PersonKey");
  }

  private String keptHash(CyclicBarrier start) throws Exception {
    start.await();
    return HexFormat.of().formatHex(PersonKey.keptIn(directory).hash(PERSON));
  }
}
