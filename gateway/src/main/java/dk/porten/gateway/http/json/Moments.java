package dk.porten.gateway.http.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Times as answers have them: RFC 3339 in UTC, whole seconds. */
public final class Moments {

  private static final byte[] PATTERN = "0000-00-00T00:00:00Z".getBytes(ISO_8859_1);

  private Moments() {}

  /**
   * Returns what {@link Instant#toString} returns for whole seconds, but without its slow formatter
   * (docs/decisions/0018).
   */
  public static String format(Instant moment) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, ZoneOffset.UTC);
    if (time.getYear() < 0 || time.getYear() > 9_999) {
      return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
    byte[] text = PATTERN.clone();
    put(time.getYear() / 100, text, 0);
    put(time.getYear() % 100, text, 2);
    put(time.getMonthValue(), text, 5);
    put(time.getDayOfMonth(), text, 8);
    put(time.getHour(), text, 11);
    put(time.getMinute(), text, 14);
    put(time.getSecond(), text, 17);
    return new String(text, ISO_8859_1);
  }

  private static void put(int twoDigits, byte[] text, int at) {
    text[at] = (byte) ('0' + twoDigits / 10);
    text[at + 1] = (byte) ('0' + twoDigits % 10);
  }
}
