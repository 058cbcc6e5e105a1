package dk.porten.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The callers of bearer JWTs. A good token is verified once and known until it expires, or until a
 * key is withdrawn; one whose signature is bad is remembered too. Verifying is only computing, so
 * it is done on the event loop that asks.
 */
final class TokenCallers implements Callers {

  private static final int MAX_TOKEN_LENGTH = 8 * 1024;
  private static final int MAX_CACHED_CHARACTERS = 16 * 1024 * 1024;
  private static final int MAX_REFUSED_CHARACTERS = 2 * 1024 * 1024;
  private static final Duration REFUSED_FOR = Duration.ofMinutes(5);

  /** The compact form of a signed token; the decoder would pass over other characters. */
  private static final Pattern SIGNED =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  /**
   * A power of two: most callers are a few applications, each with one token for an hour. Of 64
   * tokens on average four share a slot, which they take from each other.
   */
  private static final int RECENT_SLOTS = 1024;

  /** A header found lately: comparing it costs a tenth of hashing its token. */
  private record Recent(String authorization, KnownCaller caller) {}

  /**
   * A token that takes a signature to refuse.
   *
   * @param sinceNanos when it first came
   */
  private record Refused(TokenRefusal why, long sinceNanos) {}

  /**
   * What was made of tokens by one set of keys. With another set comes another object, so that
   * nothing that is still being verified by the old keys can be remembered under the new ones.
   */
  private static final class Judged {
    private final KeySet keys;
    private final TokenVerifier verifier;
    private final Cache<String, KnownCaller> known;

    // Slots are replaced without a lock: whoever reads one sees a whole entry, be it an older one.
    private final @Nullable Recent[] recent;
    private final Cache<String, Refused> refused;

    Judged(KeySet keys, TokenTerms terms, Clock clock, @Nullable Judged before) {
      this.keys = keys;
      verifier = new TokenVerifier(terms, keys);
      known = before == null ? known(clock) : before.known;
      recent = before == null ? new Recent[RECENT_SLOTS] : before.recent;
      refused = tokens(clock, MAX_REFUSED_CHARACTERS).expireAfterWrite(REFUSED_FOR).build();
    }

    private static Cache<String, KnownCaller> known(Clock clock) {
      return tokens(clock, MAX_CACHED_CHARACTERS)
          .expireAfter(
              Expiry.creating(
                  (String token, KnownCaller caller) ->
                      Duration.between(clock.instant(), caller.end())))
          .build();
    }

    private static Caffeine<String, Object> tokens(Clock clock, int characters) {
      return Caffeine.newBuilder()
          .maximumWeight(characters)
          .weigher((String token, Object made) -> token.length())
          .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()));
    }
  }

  private final LiveKeys keys;
  private final TokenTerms terms;
  private final Clock clock;
  private final RefusalLog refusals;
  private volatile Judged judged;

  TokenCallers(LiveKeys keys, TokenTerms terms, Clock clock, RefusalLog refusals) {
    this.keys = keys;
    this.terms = terms;
    this.clock = clock;
    this.refusals = refusals;
    judged = new Judged(keys.listen(this::use), terms, clock, null);
  }

  /** A withdrawn key takes all tokens with it: those of the others are verified once more. */
  private void use(KeySet now) {
    Judged before = judged;
    judged = new Judged(now, terms, clock, now.hasAllOf(before.keys) ? before : null);
  }

  @Override
  public Identity find(String authorization) {
    Judged now = judged;
    int slot = slot(authorization);
    Recent last = now.recent[slot];
    if (last != null
        && last.authorization.equals(authorization)
        && clock.millis() < last.caller.end().toEpochMilli()) {
      return last.caller;
    }
    String token = BearerToken.in(authorization);
    if (token == null) {
      return TokenRefusal.ABSENT;
    }
    Identity found = judge(token, now);
    if (found instanceof KnownCaller caller) {
      now.recent[slot] = new Recent(authorization, caller);
    }
    return found;
  }

  private Identity judge(String token, Judged now) {
    if (token.length() > MAX_TOKEN_LENGTH) {
      return TokenRefusal.MALFORMED;
    }
    KnownCaller known = now.known.getIfPresent(token);
    if (known != null) {
      return known;
    }
    Refused refused = now.refused.getIfPresent(token);
    return refused != null ? refused.why : verify(token, now);
  }

  /** Remembers what takes a signature to know. All else is cheap, and may be otherwise later. */
  private Identity verify(String token, Judged now) {
    if (!SIGNED.matcher(token).matches()) {
      return TokenRefusal.MALFORMED;
    }
    Identity verified = now.verifier.verify(token, clock.instant());
    if (verified instanceof KnownCaller caller) {
      now.known.put(token, caller);
    } else if (verified == TokenRefusal.SIGNATURE || verified == TokenRefusal.UNKNOWN_KEY) {
      now.refused.put(token, new Refused((TokenRefusal) verified, System.nanoTime()));
    }
    return verified;
  }

  @Override
  public Optional<CompletionStage<Void>> newerKeys(String authorization, long askedNanos) {
    String token = BearerToken.in(authorization);
    Refused before = token == null ? null : judged.refused.getIfPresent(token);
    return keys.newerThan(askedNanos, before == null ? askedNanos : before.sinceNanos);
  }

  @Override
  public void refused(TokenRefusal refusal) {
    refusals.add(refusal);
  }

  @Override
  public boolean needNoToken() {
    return false;
  }

  @Override
  public void close() {
    keys.close();
  }

  /** Returns where a header would be among those found lately, by the end of its signature. */
  private static int slot(String authorization) {
    int end = 0;
    for (int i = Math.max(0, authorization.length() - 6); i < authorization.length(); i++) {
      end = 31 * end + authorization.charAt(i);
    }
    return end & (RECENT_SLOTS - 1);
  }
}
