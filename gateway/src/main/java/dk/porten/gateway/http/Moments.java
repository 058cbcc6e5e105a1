package dk.porten.gateway.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as answers have them: RFC 3339 in UTC, whole seconds. */
final class Moments {

  private Moments() {}

  static String format(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
