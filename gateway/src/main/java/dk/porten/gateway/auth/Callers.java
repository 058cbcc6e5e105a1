package dk.porten.gateway.auth;

import java.util.Optional;

/** Tells who calls. Any thread may ask; does not block. */
public interface Callers {

  /** Finds the caller of an {@code Authorization} header; empty if it has no good bearer token. */
  Optional<Caller> find(String authorization);

  /** Returns who calls without a token, if anybody may. */
  Optional<Caller> anonymous();
}
