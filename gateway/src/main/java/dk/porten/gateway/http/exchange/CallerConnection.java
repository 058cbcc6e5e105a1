package dk.porten.gateway.http.exchange;

import org.jspecify.annotations.Nullable;

/**
 * The connection that requests come on, as far as their exchanges have to do with it. Only the
 * connection's event loop calls.
 */
public interface CallerConnection {

  /** Says whether the last answer has been given; whatever came after its request is dropped. */
  boolean isOver();

  /** Says whether an answer that is given now is the connection's last. */
  boolean isEnding();

  /** Lets nothing more in: the answer that is given now is the connection's last. */
  void end();

  /** Ends our side, once the last answer has been sent. */
  void linger();

  /** Notes that an answer is due. */
  void requestTaken();

  /**
   * Notes that it has been given.
   *
   * @param repetition answers requests with the same head; null if nothing new is known of them
   */
  void requestAnswered(@Nullable Repetition repetition);

  /** Returns what is held for its caller. */
  CallerMemory memory();

  /** Says whether requests with a known head are answered before there is an exchange. */
  boolean hasKnownHeads();

  /** Notes which request's body is being read; null for none. */
  void readingBodyOf(@Nullable Exchange exchange);

  /** Lets the request that is under way last for as long as it moves. */
  void expectStream();

  /** Stops reading for a moment, once everything that was read has been handled. */
  void restSoon();
}
