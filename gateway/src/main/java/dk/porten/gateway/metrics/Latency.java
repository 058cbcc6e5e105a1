package dk.porten.gateway.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long requests of one kind took. One thread writes, with ordered stores and no locked
 * instruction; any may read what it has written so far.
 */
final class Latency {

  private static final long[] UPPER_BOUNDS_MICROS = {
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000
  };

  private final AtomicLongArray buckets = new AtomicLongArray(UPPER_BOUNDS_MICROS.length + 1);
  private final AtomicLong sumNanos = new AtomicLong();
  private final AtomicLong maxNanos = new AtomicLong();
  private final AtomicLong formerMaxNanos = new AtomicLong();

  /** Returns the bounds of the buckets, without that of the last one, which has none. */
  static long[] upperBoundsMicros() {
    return UPPER_BOUNDS_MICROS.clone();
  }

  void record(long nanos) {
    int bucket = 0;
    while (bucket < UPPER_BOUNDS_MICROS.length && nanos > UPPER_BOUNDS_MICROS[bucket] * 1_000) {
      bucket++;
    }
    add(bucket, 1);
    sumNanos.setRelease(sumNanos.getPlain() + nanos);
    keepMax(nanos);
  }

  /** Adds what another one has recorded. */
  void add(Latency other) {
    for (int i = 0; i < buckets.length(); i++) {
      add(i, other.buckets.getAcquire(i));
    }
    sumNanos.setRelease(sumNanos.getPlain() + other.sumNanos.getAcquire());
    keepMax(other.maxNanos());
  }

  /** Has the longest time forgotten at the second turn after it was recorded. */
  void turn() {
    formerMaxNanos.setRelease(maxNanos.getPlain());
    maxNanos.setRelease(0);
  }

  /** Returns how many are in each bucket, and in no earlier one. */
  long[] buckets() {
    var copy = new long[buckets.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = buckets.getAcquire(i);
    }
    return copy;
  }

  long sumNanos() {
    return sumNanos.getAcquire();
  }

  long maxNanos() {
    return Math.max(maxNanos.getAcquire(), formerMaxNanos.getAcquire());
  }

  private void add(int bucket, long count) {
    buckets.setRelease(bucket, buckets.getPlain(bucket) + count);
  }

  private void keepMax(long nanos) {
    if (nanos > maxNanos.getPlain()) {
      maxNanos.setRelease(nanos);
    }
  }
}
