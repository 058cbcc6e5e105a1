package dk.porten.core.fact;

import java.util.UUID;

/** A person by the id that the recording authority knows them by, and as the database does. */
public record Person(UUID id, PersonHash hash) {

  /** Returns nothing of the person. */
  @Override
  public String toString() {
    return "Person";
  }
}
