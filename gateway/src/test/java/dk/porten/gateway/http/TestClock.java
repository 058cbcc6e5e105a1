package dk.porten.gateway.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. */
public final class TestClock extends Clock {
  private volatile Instant now;
  private volatile Instant latest;
  private volatile boolean isBroken;

  /** Makes a clock that stands at a moment, such as {@code 2026-12-01T08:00:00Z}. */
  public TestClock(String moment) {
    now = Instant.parse(moment);
    latest = now;
  }

  /** Sets the clock. */
  public void set(String moment) {
    set(Instant.parse(moment));
  }

  /** Sets the clock. */
  public void set(Instant moment) {
    now = moment;
    latest = moment.isAfter(latest) ? moment : latest;
  }

  /** Sets the clock forward. */
  public void advance(Duration by) {
    set(now.plus(by));
  }

  /** Says whether it is earlier now than it was before. */
  boolean isSetBack() {
    return now.isBefore(latest);
  }

  /** Has it fail from now on, or no longer: a fault that nobody expects. */
  void setBroken(boolean broken) {
    isBroken = broken;
  }

  @Override
  public Instant instant() {
    if (isBroken) {
      throw new IllegalStateException("the clock is broken");
    }
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException();
  }
}
