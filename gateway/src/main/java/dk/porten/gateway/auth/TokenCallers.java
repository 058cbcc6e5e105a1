package dk.porten.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The callers of bearer JWTs. A good token is verified once and known until it expires; a bad one
 * costs its verification each time. That is computing alone and done where it is asked for: on the
 * event loop.
 */
final class TokenCallers implements Callers {

  private static final int MAX_TOKEN_LENGTH = 8 * 1024;
  private static final int MAX_CACHED_CHARACTERS = 16 * 1024 * 1024;

  /** The compact form of a signed token; the decoder would pass over other characters. */
  private static final Pattern SIGNED =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private final TokenVerifier verifier;
  private final Clock clock;
  private final Cache<String, GoodToken> known;

  TokenCallers(TokenRule rule, Clock clock) {
    this.verifier = new TokenVerifier(rule);
    this.clock = clock;
    this.known =
        Caffeine.newBuilder()
            .maximumWeight(MAX_CACHED_CHARACTERS)
            .weigher((String token, GoodToken good) -> token.length())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .expireAfter(
                Expiry.creating(
                    (String token, GoodToken good) ->
                        Duration.between(clock.instant(), good.end())))
            .build();
  }

  @Override
  public Optional<Caller> find(String token) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      return Optional.empty();
    }
    @Nullable GoodToken held = known.getIfPresent(token);
    return held != null ? Optional.of(held.caller()) : verify(token);
  }

  @Override
  public Optional<Caller> anonymous() {
    return Optional.empty();
  }

  private Optional<Caller> verify(String token) {
    if (!SIGNED.matcher(token).matches()) {
      return Optional.empty();
    }
    Optional<GoodToken> verified = verifier.verify(token, clock.instant());
    verified.ifPresent(good -> known.put(token, good));
    return verified.map(GoodToken::caller);
  }
}
