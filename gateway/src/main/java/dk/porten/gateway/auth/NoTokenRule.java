package dk.porten.gateway.auth;

import dk.porten.gateway.metrics.TokenMetrics;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Callers without tokens: none is looked at, since there is no key to verify it. */
public enum NoTokenRule implements CallerRule {
  /** Everybody may do everything: for trying the gateway where only this machine reaches it. */
  DEMO,

  /** Nobody may call: for commands. */
  NOBODY;

  @Override
  public Callers callers(Clock clock, TokenMetrics metrics) {
    return new Same(
        switch (this) {
          case DEMO ->
              new KnownCaller(
                  new Caller("demo", "demo", Set.of(Scope.values())),
                  Instant.MAX,
                  Optional.empty());
          case NOBODY -> TokenRefusal.ABSENT;
        });
  }

  @Override
  public SyntheticCallers synthetic(Clock clock, TokenMetrics metrics) {
    return new SyntheticCallers(callers(clock, metrics), "");
  }

  /** Whoever calls is the same. */
  private record Same(Identity everybody) implements Callers {

    @Override
    public Identity find(String authorization) {
      return everybody;
    }

    @Override
    public Optional<CompletionStage<Void>> newerKeys(String authorization, long askedNanos) {
      return Optional.empty();
    }

    @Override
    public void refused(TokenRefusal refusal) {
      // It is no token's fault.
    }

    @Override
    public boolean needNoToken() {
      return everybody instanceof KnownCaller;
    }

    @Override
    public void close() {
      // There is no issuer.
    }
  }
}
