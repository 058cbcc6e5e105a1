package dk.porten.gateway.postgres.schema;

import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.postgres.disk.SecretFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret key of the hashes by which the database knows persons; it never stores their ids. It
 * may consist of several keys, one of each rotation, the oldest first: a hash is then the HMAC by
 * the oldest, of that the HMAC by the next, and so on (docs/decisions/0069).
 */
public final class PersonKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 32;
  private static final int MOST_CHARACTERS = 1_024;
  private static final int MOST_KEYS = 16;
  private static final int ID_BYTES = 16;
  private static final Pattern SEPARATOR = Pattern.compile("[,\n]");
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");

  /** Longer than an id and than a hash, so that its hash is nobody's. */
  private static final byte[] LABEL =
      "porten: check value of the person key, 1".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] KEY_ID_LABEL =
      "porten: name of a key of the person key, 1".getBytes(StandardCharsets.US_ASCII);

  /** Enough to tell the keys of a database apart. */
  private static final int KEY_ID_BYTES = 4;

  /** Longer than an id by itself: no user ID has a person's hash. Nor the label's: they differ. */
  private static final byte[] USER_ID_LABEL =
      "porten: user ID, 1:".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] DIRECTORY_LABEL =
      "porten: directory in memory, 1".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] SOURCE_LABEL =
      "porten: source ID, 1:".getBytes(StandardCharsets.US_ASCII);

  private static final byte[] CLIENT_LABEL =
      "porten: client, 1:".getBytes(StandardCharsets.US_ASCII);

  /** Enough that no two of a gateway's clients are likely to share it. */
  private static final int CLIENT_BYTES = 6;

  /** Of each thread, in the order of the keys. */
  private final ThreadLocal<List<Mac>> macs;

  private PersonKey(List<byte[]> secrets) {
    List<SecretKeySpec> keys =
        secrets.stream().map(secret -> new SecretKeySpec(secret, ALGORITHM)).toList();
    this.macs = ThreadLocal.withInitial(() -> keys.stream().map(PersonKey::mac).toList());
  }

  /**
   * Reads keys of at least 32 bytes, the oldest first, with commas or line feeds between: each is
   * hexadecimal if it consists of hexadecimal digits only, else base64 (either alphabet). White
   * space around them is ignored.
   *
   * @throws IllegalArgumentException if it is anything else; the message repeats nothing of it
   */
  public static PersonKey parse(String text) {
    List<byte[]> secrets =
        SEPARATOR
            .splitAsStream(text.strip())
            .map(String::strip)
            .filter(key -> !key.isEmpty())
            .limit(MOST_KEYS + 1)
            .map(PersonKey::secret)
            .toList();
    if (secrets.isEmpty()) {
      throw noKey();
    }
    var key = new PersonKey(secrets);
    if (secrets.size() > MOST_KEYS || Set.copyOf(key.keyIds()).size() < secrets.size()) {
      throw new IllegalArgumentException(
          "The person key has one of its keys twice, or more than " + MOST_KEYS);
    }
    return key;
  }

  /** Reads keys from a file. */
  public static PersonKey read(Path file) throws IOException {
    if (Files.size(file) > 2 * MOST_KEYS * MOST_CHARACTERS) {
      throw new IllegalArgumentException("The file of the person key is too long for a key");
    }
    return parse(Files.readString(file, StandardCharsets.ISO_8859_1));
  }

  /** Returns the key that is kept beside an embedded database, made now if there is none. */
  public static PersonKey keptIn(Path dataDirectory) throws IOException {
    return parse(SecretFile.readOrCreate(dataDirectory, "person-key"));
  }

  /** Returns the 32 bytes by which the database knows a person: HMAC-SHA-256 of the id's 16. */
  public byte[] hash(UUID person) {
    return hash(
        ByteBuffer.allocate(ID_BYTES)
            .putLong(person.getMostSignificantBits())
            .putLong(person.getLeastSignificantBits())
            .array());
  }

  /** Returns the 32 bytes by which the audit knows a user ID. */
  public byte[] hash(UserId userId) {
    return hash(USER_ID_LABEL, userId.canonical());
  }

  /** Returns the 32 bytes by which the database knows what another system calls a record. */
  public byte[] hashOfSource(String sourceId) {
    return hash(SOURCE_LABEL, sourceId);
  }

  /** Returns the name of a client in log and metrics that has no other one: # and 12 digits. */
  public String nameOfClient(String client) {
    byte[] hash = hash(CLIENT_LABEL, client);
    return "#" + HexFormat.of().formatHex(hash, 0, CLIENT_BYTES);
  }

  /** Returns the hash by which user IDs are known in memory; the same after each start. */
  public SipHash directoryHash() {
    return new SipHash(Arrays.copyOf(hash(DIRECTORY_LABEL), SipHash.KEY_BYTES));
  }

  /** Returns what tells this key from others without giving it away, as hexadecimal digits. */
  String checkValue() {
    return checkValue(macs.get().size());
  }

  /** Returns the check value of the first so many of the keys. */
  String checkValue(int keys) {
    return HexFormat.of().formatHex(hash(LABEL, macs.get().subList(0, keys)));
  }

  /** Returns a name for each key that does not give it away: eight hexadecimal digits. */
  List<String> keyIds() {
    return macs.get().stream()
        .map(mac -> HexFormat.of().formatHex(mac.doFinal(KEY_ID_LABEL), 0, KEY_ID_BYTES))
        .toList();
  }

  /** Makes of a hash by all keys but the newest what all keys make. */
  byte[] wrap(byte[] hash) {
    List<Mac> all = macs.get();
    return all.get(all.size() - 1).doFinal(hash);
  }

  /** Tells nothing. */
  @Override
  public String toString() {
    return "PersonKey";
  }

  private byte[] hash(byte[] label, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return hash(ByteBuffer.allocate(label.length + bytes.length).put(label).put(bytes).array());
  }

  private byte[] hash(byte[] message) {
    return hash(message, macs.get());
  }

  private static byte[] hash(byte[] message, List<Mac> macs) {
    byte[] hash = message;
    for (Mac mac : macs) {
      hash = mac.doFinal(hash);
    }
    return hash;
  }

  private static byte[] secret(String key) {
    byte[] secret = key.length() > MOST_CHARACTERS ? new byte[0] : decoded(key);
    if (secret.length < LEAST_BYTES) {
      throw noKey();
    }
    return secret;
  }

  private static IllegalArgumentException noKey() {
    return new IllegalArgumentException(
        "The person key is not 32 bytes or more as base64 or hexadecimal digits, in at most "
            + MOST_CHARACTERS
            + " characters");
  }

  private static byte[] decoded(String key) {
    try {
      return HEX.matcher(key).matches()
          ? HexFormat.of().parseHex(key)
          : Base64.getDecoder().decode(key.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Mac mac(SecretKey key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
    }
  }
}
