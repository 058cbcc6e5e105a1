package dk.porten.gateway.http.exchange;

import dk.porten.gateway.budget.HeldForClient;

/**
 * What is held in memory for the caller of a connection. Only the connection's event loop calls.
 */
public interface CallerMemory {

  /** What is told to others at once. */
  int STEP_BYTES = 8 * 1024;

  /** Notes for which client it is from now on. */
  void countFor(HeldForClient client);

  /**
   * Notes how much will be held for the body that is being read; 0 once it is whole. It counts for
   * the client at once, whatever of it has come.
   */
  void expect(int bytes);

  /**
   * Notes that more of a request is held in memory, or less, until the request has been answered.
   */
  void hold(int bytes);

  /**
   * Notes that nothing of a request is held any more, whose caller asks on past a budget, and has
   * it answered after a while in which nothing is read.
   */
  void tarpit(Runnable answer);

  /** Says that so much is held for callers that no large request is to begin. */
  boolean isShort();

  /**
   * Says whether the connection takes more of an answer now. Vert.x would say so too while it holds
   * messages that the connection has not taken, however large they are.
   */
  boolean isWritable();

  /** Runs something each time that it takes more again, until the request has been answered. */
  void whenWritable(Runnable task);
}
