package dk.porten.gateway.http;

import java.util.Locale;

/** Why the gateway ends a connection. */
enum ConnectionEnd {
  /** There are as many as there may be. */
  TOO_MANY,
  /** Nothing moved on it for long. */
  IDLE,
  /** A request did not come in whole in time. */
  SLOW_REQUEST,
  /** An answer was not taken in time. */
  SLOW_READER,
  /** The gateway stops, and nothing came on it for a while. */
  STOPPING;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the label's value in metrics. */
  String label() {
    return label;
  }
}
