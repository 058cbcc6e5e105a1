package dk.porten.gateway.http.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.util.AsciiString;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The moment as the {@code Date} of responses has it (RFC 9110, 6.6.1): one text for all responses
 * until it is turned. Of one event loop.
 */
public final class ResponseDate {

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Clock clock;
  private AsciiString text = AsciiString.EMPTY_STRING;
  private byte[] line = {};

  /** Begins with the present moment. */
  public ResponseDate(Clock clock) {
    this.clock = clock;
    turn();
  }

  /** Goes on to the present moment; to be called once a second. */
  public void turn() {
    text = AsciiString.of(FORMAT.format(clock.instant()));
    line = ("\r\ndate: " + text).getBytes(US_ASCII);
  }

  /** Returns the header's value. */
  public CharSequence text() {
    return text;
  }

  /** Returns the whole header, after the end of the line before it; not to be changed. */
  public byte[] line() {
    return line;
  }
}
