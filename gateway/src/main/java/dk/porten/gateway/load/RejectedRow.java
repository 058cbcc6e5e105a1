package dk.porten.gateway.load;

/** Thrown for a line of attestations that cannot be judged; without a stack, for it is expected. */
final class RejectedRow extends Exception {

  private static final long serialVersionUID = 1;

  private final RowFault fault;

  RejectedRow(RowFault fault) {
    super(fault.code(), null, false, false);
    this.fault = fault;
  }

  RowFault fault() {
    return fault;
  }
}
