package dk.porten.core.pack;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when packs are refused; carries every fault that was found. */
public final class InvalidPackException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient List<PackFault> faults;

  InvalidPackException(List<PackFault> faults) {
    super(faults.stream().map(PackFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Returns the faults in the order of files and lines. */
  public List<PackFault> faults() {
    return faults;
  }
}
