package dk.porten.gateway.budget;

import dk.porten.gateway.ledger.TooManyRequestsException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that this gateway holds for one client, on all its connections: of bodies, as long as
 * they say that they are, and of answers that the client does not read. Any thread may call.
 */
public final class HeldForClient {

  private static final long KIBIBYTE = 1024;

  private final ClientBudget budget;
  private final AtomicLong held = new AtomicLong();

  HeldForClient(ClientBudget budget) {
    this.budget = budget;
  }

  /** Notes that more is held, or less. */
  public void add(long bytes) {
    held.addAndGet(bytes);
  }

  /** Says whether more is held than the client's budget. */
  public boolean isTooMuch() {
    return held.get() > budget.heldKibibytes() * KIBIBYTE;
  }

  /** Returns what refuses a request that would have more held. */
  public TooManyRequestsException ended() {
    return budget.ended(BudgetName.HELD_KIBIBYTES, 1);
  }
}
