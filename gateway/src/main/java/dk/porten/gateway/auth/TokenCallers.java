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
 * costs its verification each time. Verifying is only computing, so it is done on the event loop
 * that asks.
 */
final class TokenCallers implements Callers {

  private static final int MAX_TOKEN_LENGTH = 8 * 1024;
  private static final int MAX_CACHED_CHARACTERS = 16 * 1024 * 1024;

  /** The compact form of a signed token; the decoder would pass over other characters. */
  private static final Pattern SIGNED =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /** A power of two: most callers are a few applications, each with one token for an hour. */
  private static final int RECENT_SLOTS = 256;

  /** A header found lately: comparing it costs a tenth of hashing its token. */
  private record Recent(String authorization, GoodToken good) {}

  private final TokenVerifier verifier;
  private final Clock clock;
  private final Cache<String, GoodToken> known;

  // Slots are replaced without a lock: whoever reads one sees a whole entry, be it an older one.
  private final @Nullable Recent[] recent = new Recent[RECENT_SLOTS];

  TokenCallers(TokenRule rule, KeySet keys, Clock clock) {
    this.verifier = new TokenVerifier(rule, keys);
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
  public Optional<Caller> find(String authorization) {
    int slot = slot(authorization);
    Recent last = recent[slot];
    if (last != null
        && last.authorization.equals(authorization)
        && clock.millis() < last.good.end().toEpochMilli()) {
      return Optional.of(last.good.caller());
    }
    Optional<GoodToken> found =
        Optional.ofNullable(BearerToken.in(authorization)).flatMap(this::good);
    found.ifPresent(good -> recent[slot] = new Recent(authorization, good));
    return found.map(GoodToken::caller);
  }

  private Optional<GoodToken> good(String token) {
    return token.length() > MAX_TOKEN_LENGTH
        ? Optional.empty()
        : Optional.ofNullable(known.getIfPresent(token)).or(() -> verify(token));
  }

  @Override
  public Optional<Caller> anonymous() {
    return Optional.empty();
  }

  /** Returns where a header would be among those found lately, by the end of its signature. */
  private static int slot(String authorization) {
    int end = 0;
    for (int i = Math.max(0, authorization.length() - 6); i < authorization.length(); i++) {
      end = 31 * end + authorization.charAt(i);
    }
    return end & (RECENT_SLOTS - 1);
  }

  private Optional<GoodToken> verify(String token) {
    if (!SIGNED.matcher(token).matches()) {
      return Optional.empty();
    }
    Optional<GoodToken> verified = verifier.verify(token, clock.instant());
    verified.ifPresent(good -> known.put(token, good));
    return verified;
  }
}
