package dk.porten.gateway.auth;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Callers without tokens: none is looked at, since there is no key to verify it. */
public enum NoTokenRule implements CallerRule {
  /** Everybody may do everything: for trying the gateway where only this machine reaches it. */
  DEMO,

  /** Nobody may call: for commands. */
  NOBODY;

  @Override
  public Callers callers(Clock clock) {
    Optional<Caller> anonymous =
        switch (this) {
          case DEMO -> Optional.of(new Caller("demo", "demo", Set.of(Scope.values())));
          case NOBODY -> Optional.empty();
        };
    return new Callers() {
      @Override
      public Optional<Caller> find(String authorization) {
        return Optional.empty();
      }

      @Override
      public Optional<Caller> anonymous() {
        return anonymous;
      }
    };
  }
}
