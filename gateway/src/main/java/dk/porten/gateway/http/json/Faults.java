package dk.porten.gateway.http.json;

import java.util.ArrayList;
import java.util.List;

/** The faults found so far in one request; beyond a number they are not kept. */
public final class Faults {

  /** As many as a batch has user IDs. */
  private static final int MAX_FAULTS = 1_000;

  private final int maxFaults;
  private final List<Fault> found = new ArrayList<>(0);

  /** Makes those of a body. */
  public Faults() {
    this(MAX_FAULTS);
  }

  /** Makes those of a part of a body, which has fewer. */
  public Faults(int maxFaults) {
    this.maxFaults = maxFaults;
  }

  /** Says whether further faults are not kept. */
  boolean isFull() {
    return found.size() >= maxFaults;
  }

  void add(Place place, FaultCode code) {
    if (!isFull()) {
      found.add(new Fault(place.pointer(), code));
    }
  }

  /** Ends the reading of a request: throws what was found, if anything. */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new FaultyRequestException(found);
    }
  }
}
