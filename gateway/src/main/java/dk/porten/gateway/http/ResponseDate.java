package dk.porten.gateway.http;

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
  private AsciiString text;

  /** Begins with the present moment. */
  public ResponseDate(Clock clock) {
    this.clock = clock;
    text = now();
  }

  /** Goes on to the present moment; to be called once a second. */
  public void turn() {
    text = now();
  }

  /** Returns the header's value. */
  public AsciiString text() {
    return text;
  }

  private AsciiString now() {
    return AsciiString.of(FORMAT.format(clock.instant()));
  }
}
