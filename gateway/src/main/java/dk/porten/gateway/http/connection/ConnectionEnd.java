package dk.porten.gateway.http.connection;

import java.util.Locale;

/** Why the gateway ends a connection. */
enum ConnectionEnd {
  /** The limit on connections was reached. */
  TOO_MANY,
  /** No TLS was agreed on, or not in time. */
  HANDSHAKE,
  /** Nothing moved on it for too long. */
  IDLE,
  /** A request did not arrive completely in time. */
  SLOW_REQUEST,
  /** The caller did not read an answer in time. */
  SLOW_READER,
  /** Too much was held for all callers together, and the most for this one. */
  HELD_TOO_MUCH,
  /** The gateway stops, and nothing came on it for a while. */
  STOPPING;

  private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** Returns the label's value in metrics. */
  String label() {
    return label;
  }
}
