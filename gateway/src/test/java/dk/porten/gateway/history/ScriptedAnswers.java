package dk.porten.gateway.history;

import dk.porten.gateway.history.Outcome.Answered;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** The answers, names and times of a {@link Script}. */
final class ScriptedAnswers {
  /** When the history begins. */
  static final Instant START = Instant.parse("2026-12-01T08:00:00Z");

  private ScriptedAnswers() {}

  static Answered answered(int status, JsonObject body, boolean replayed) {
    return new Answered(status, body.encode(), replayed);
  }

  static Answered problem(int status, String code) {
    return answered(status, new JsonObject().put("type", "/problems/" + code), false);
  }

  static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  static LocalDate day(int day) {
    return LocalDate.parse("2026-12-01").plusDays(day);
  }

  static String moment(long millis) {
    return START.plusMillis(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }
}
