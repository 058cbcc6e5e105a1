package dk.porten.core.fact;

/**
 * A person as the database knows them: a keyed hash of 32 bytes, as four numbers so that two can be
 * compared cheaply. Equal hashes mean the same person.
 */
public record PersonHash(long first, long second, long third, long fourth) {

  /** Returns nothing of the person. */
  @Override
  public String toString() {
    return "PersonHash";
  }
}
