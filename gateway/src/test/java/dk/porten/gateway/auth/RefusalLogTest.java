package dk.porten.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.HeardLog;
import dk.porten.gateway.http.ScrapedMetrics;
import dk.porten.gateway.metrics.GatewayMetrics;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What operators hear of refused tokens. */
final class RefusalLogTest {
  private static final String AUDIENCE =
      "Refused %d requests for their token since the last such line (audience): aud has nothing of"
          + " GATEWAY_JWT_AUDIENCE";

  private final AtomicLong nanos = new AtomicLong(-5);
  private final GatewayMetrics metrics = new GatewayMetrics();

  @Test
  void add_often_isALineAMinuteForEachReason() {
    try (var heard = new HeardLog()) {
      var log = new RefusalLog(metrics.tokens(), nanos::get);
      for (int i = 0; i < 1_000; i++) {
        log.add(TokenRefusal.AUDIENCE);
      }
      log.add(TokenRefusal.EXPIRED);
      assertThat(heard.warnings())
          .containsExactly(
              AUDIENCE.formatted(1),
              "Refused 1 requests for their token since the last such line (expired): exp is over,"
                  + " or missing");
      nanos.addAndGet(TimeUnit.MINUTES.toNanos(1) - 1);
      log.add(TokenRefusal.AUDIENCE);
      assertThat(heard.warnings()).hasSize(2);
      nanos.incrementAndGet();
      log.add(TokenRefusal.AUDIENCE);
      assertThat(heard.warnings()).hasSize(3).contains(AUDIENCE.formatted(1_001));
    }
    assertThat(count("audience")).isEqualTo(1_002);
    assertThat(count("expired")).isEqualTo(1);
  }

  /** A counter that is not there until something happens cannot raise an alarm the first time. */
  @Test
  void counters_ofEveryReason_areThereFromTheStart() {
    try (var heard = new HeardLog()) {
      var log = new RefusalLog(metrics.tokens(), nanos::get);
      for (TokenRefusal refusal : TokenRefusal.values()) {
        if (refusal != TokenRefusal.ABSENT) {
          assertThat(count(refusal.code())).isZero();
        }
      }
      log.add(TokenRefusal.ABSENT);
      assertThat(heard.warnings()).isEmpty();
    }
  }

  private double count(String reason) {
    return ScrapedMetrics.find(
            metrics.scrape(), "porten_tokens_refused_total{reason=\"" + reason + "\"}")
        .orElseThrow();
  }
}
