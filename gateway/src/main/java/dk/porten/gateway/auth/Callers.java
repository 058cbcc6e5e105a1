package dk.porten.gateway.auth;

import java.util.Optional;

/** Tells who calls. Any thread may ask; does not block. */
public interface Callers {

  /** Finds the caller of a bearer token; empty if the token is not good. */
  Optional<Caller> find(String token);

  /** Returns who calls without a token, if anybody may. */
  Optional<Caller> anonymous();
}
