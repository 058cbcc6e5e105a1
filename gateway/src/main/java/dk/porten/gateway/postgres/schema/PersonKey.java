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
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret key of the hashes by which the database knows persons; it never stores their ids. */
public final class PersonKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 32;
  private static final int MOST_CHARACTERS = 1_024;
  private static final int ID_BYTES = 16;
  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");

  /** Longer than an id, so that its hash is nobody's. */
  private static final byte[] LABEL =
      "porten: check value of the person key, 1".getBytes(StandardCharsets.US_ASCII);

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

  private final ThreadLocal<Mac> macs;

  private PersonKey(byte[] secret) {
    SecretKey key = new SecretKeySpec(secret, ALGORITHM);
    this.macs = ThreadLocal.withInitial(() -> mac(key));
  }

  /**
   * Reads a key of at least 32 bytes: hexadecimal if it consists of hexadecimal digits only, else
   * base64 (either alphabet). White space around it is ignored.
   *
   * @throws IllegalArgumentException if it is anything else; the message repeats nothing of it
   */
  public static PersonKey parse(String text) {
    String key = text.strip();
    byte[] secret = key.length() > MOST_CHARACTERS ? new byte[0] : decoded(key);
    if (secret.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "The person key is not 32 bytes or more as base64 or hexadecimal digits, in at most "
              + MOST_CHARACTERS
              + " characters");
    }
    return new PersonKey(secret);
  }

  /** Reads a key from a file. */
  public static PersonKey read(Path file) throws IOException {
    if (Files.size(file) > 2 * MOST_CHARACTERS) {
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

  /** Returns what tells this key from others without giving it away. */
  byte[] checkValue() {
    return hash(LABEL);
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
    return macs.get().doFinal(message);
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
