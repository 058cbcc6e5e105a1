package dk.porten.gateway.auth;

import dk.porten.gateway.metrics.TokenMetrics;
import io.micrometer.core.instrument.Counter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators why tokens are refused: a counter for each reason, and a line of each at most
 * once a minute. Nothing of a token is told. Any thread may call.
 */
final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final long BETWEEN_LINES_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Map<TokenRefusal, Reason> reasons = new EnumMap<>(TokenRefusal.class);
  private final LongSupplier nanoTime;

  private static final class Reason {
    private final Counter counter;
    private final AtomicLong notLogged = new AtomicLong();
    private final AtomicLong nextLineNanos;

    Reason(Counter counter, long nowNanos) {
      this.counter = counter;
      nextLineNanos = new AtomicLong(nowNanos);
    }
  }

  RefusalLog(TokenMetrics metrics) {
    this(metrics, System::nanoTime);
  }

  RefusalLog(TokenMetrics metrics, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    for (TokenRefusal refusal : TokenRefusal.values()) {
      if (refusal != TokenRefusal.ABSENT) {
        reasons.put(refusal, new Reason(metrics.refused(refusal.code()), nanoTime.getAsLong()));
      }
    }
  }

  /** Counts a request that was refused for its token. */
  void add(TokenRefusal refusal) {
    if (refusal == TokenRefusal.ABSENT) {
      return;
    }
    Reason reason = Objects.requireNonNull(reasons.get(refusal));
    reason.counter.increment();
    reason.notLogged.incrementAndGet();
    long now = nanoTime.getAsLong();
    long due = reason.nextLineNanos.get();
    if (now - due >= 0 && reason.nextLineNanos.compareAndSet(due, now + BETWEEN_LINES_NANOS)) {
      LOG.warn(
          "Refused {} requests for their token since the last such line ({}): {}",
          reason.notLogged.getAndSet(0),
          refusal.code(),
          refusal.explanation());
    }
  }
}
