package dk.porten.gateway.auth;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tells who calls. Any thread may ask; does not block. */
public interface Callers extends AutoCloseable {

  /** Finds the caller by an {@code Authorization} header; an empty one stands for none. */
  Identity find(String authorization);

  /**
   * Has the issuer's keys fetched for a token that is refused by {@link TokenRefusal#UNKNOWN_KEY}.
   *
   * @param authorization the header that the token came in
   * @param askedNanos when the request came, by {@link System#nanoTime}
   * @return when to look again; empty if newer keys than those that are known cannot be had now. It
   *     fails with {@link KeySetUnavailable} if nobody knows whether there are newer ones.
   */
  Optional<CompletionStage<Void>> newerKeys(String authorization, long askedNanos);

  /** Notes for operators that a request was refused. */
  void refused(TokenRefusal refusal);

  /** Says whether everybody may call without a token. */
  boolean needNoToken();

  /** Lets go of the issuer; whoever waits for keys is refused. */
  @Override
  void close();
}
