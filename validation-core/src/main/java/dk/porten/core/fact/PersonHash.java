package dk.porten.core.fact;

import java.nio.ByteBuffer;

/**
 * A person as the database knows them: a keyed hash of 32 bytes, as four numbers so that two can be
 * compared cheaply. Equal hashes mean the same person.
 */
public record PersonHash(long first, long second, long third, long fourth) {

  private static final int BYTES = 32;

  /** Makes one of the 32 bytes. */
  public static PersonHash of(byte[] bytes) {
    ByteBuffer numbers = ByteBuffer.wrap(bytes);
    return new PersonHash(
        numbers.getLong(), numbers.getLong(), numbers.getLong(), numbers.getLong());
  }

  /** Returns the 32 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /** Returns nothing of the person. */
  @Override
  public String toString() {
    return "PersonHash";
  }
}
