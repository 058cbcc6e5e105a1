package dk.porten.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests that were due in one stretch of time. Times are from the scheduled
 * start of a request to the end of its answer.
 */
final class Tally {

  private static final long BUCKET_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final Histogram successNanos = new Histogram(1, LONGEST_NANOS, 3);
  private final long startNanos;
  private final long deadlineNanos;
  private final long[] scheduledOfBucket;
  private final long[] goodOfBucket;
  private final long[] longestNanosOfBucket;
  private long scheduled;
  private long good;
  private long late;
  private long refused;
  private long wrong;
  private long unsent;
  private long broken;

  Tally(long startNanos, long endNanos, long deadlineNanos) {
    this.startNanos = startNanos;
    this.deadlineNanos = deadlineNanos;
    int buckets = (int) ((endNanos - startNanos) / BUCKET_NANOS) + 1;
    scheduledOfBucket = new long[buckets];
    goodOfBucket = new long[buckets];
    longestNanosOfBucket = new long[buckets];
  }

  void scheduled(long dueNanos) {
    scheduled++;
    scheduledOfBucket[bucket(dueNanos)]++;
  }

  /** Counts an answer. */
  void answered(int status, long dueNanos, long nowNanos) {
    long took = nowNanos - dueNanos;
    if (status == 200 || status == 201) {
      success(took, dueNanos);
    } else if (status == 503) {
      refused++;
    } else {
      wrong++;
    }
  }

  private void success(long took, long dueNanos) {
    successNanos.recordValue(Math.min(took, LONGEST_NANOS));
    int bucket = bucket(dueNanos);
    longestNanosOfBucket[bucket] = Math.max(longestNanosOfBucket[bucket], took);
    if (took <= deadlineNanos) {
      good++;
      goodOfBucket[bucket]++;
    } else {
      late++;
    }
  }

  /** Counts a request that was given up before a connection was free for it. */
  void unsent() {
    unsent++;
  }

  /** Counts a request whose connection ended before its answer. */
  void broken() {
    broken++;
  }

  private int bucket(long dueNanos) {
    return (int) ((dueNanos - startNanos) / BUCKET_NANOS);
  }

  /** Returns the members of a JSON object. */
  String json() {
    return String.format(
        Locale.ROOT,
        "\"scheduled\":%d,\"good\":%d,\"late\":%d,\"refused\":%d,\"wrong\":%d,\"unsent\":%d,"
            + "\"broken\":%d,\"unanswered\":%d,\"p50Micros\":%.1f,\"p99Micros\":%.1f,"
            + "\"p999Micros\":%.1f,\"maxMicros\":%.1f,\"bucketMillis\":%d,"
            + "\"scheduledOfBucket\":%s,\"goodOfBucket\":%s,\"longestMicrosOfBucket\":%s",
        scheduled,
        good,
        late,
        refused,
        wrong,
        unsent,
        broken,
        scheduled - good - late - refused - wrong - unsent - broken,
        micros(50),
        micros(99),
        micros(99.9),
        successNanos.getMaxValue() / 1e3,
        TimeUnit.NANOSECONDS.toMillis(BUCKET_NANOS),
        Arrays.toString(scheduledOfBucket),
        Arrays.toString(goodOfBucket),
        Arrays.toString(Arrays.stream(longestNanosOfBucket).map(nanos -> nanos / 1000).toArray()));
  }

  private double micros(double percentile) {
    return successNanos.getValueAtPercentile(percentile) / 1e3;
  }
}
