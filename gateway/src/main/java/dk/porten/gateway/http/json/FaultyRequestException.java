package dk.porten.gateway.http.json;

import java.util.List;

/** Carries what is wrong with a request that is JSON; has neither message nor stack. */
public final class FaultyRequestException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  FaultyRequestException(List<Fault> faults) {
    super(null, null, false, false);
    this.faults = List.copyOf(faults);
  }

  public List<Fault> faults() {
    return faults;
  }
}
