package dk.porten.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long after a user ID was held on one gateway another one calls it taken. The other gateway
 * has just answered that it is free, so it holds that fact until the change feed takes it away.
 * Meanwhile both gateways hold other user IDs on a schedule, whether they keep up or not.
 *
 * <p>Measured is from the answer to the hold until the first answer {@code taken}; the way there
 * and back of that question is in it.
 */
public final class FeedVisibility {

  private static final int COMMITS_PER_SECOND = 500;
  private static final int PROBES_PER_SECOND = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger wishes = new AtomicInteger();
  private final ConcurrentLinkedQueue<Long> visibleAfterNanos = new ConcurrentLinkedQueue<>();
  private final LongAdder held = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final String here;
  private final String there;

  private FeedVisibility(String here, String there) {
    this.here = here;
    this.there = there;
  }

  /**
   * Arguments: the addresses of two gateways of one database, seconds to warm up, seconds. The
   * environment has the callers' {@code PORTEN_TOKEN}.
   */
  public static void main(String[] arguments) throws InterruptedException {
    var visibility = new FeedVisibility(arguments[0], arguments[1]);
    visibility.run(Integer.parseInt(arguments[2]));
    visibility.forget();
    int seconds = Integer.parseInt(arguments[3]);
    visibility.run(seconds);
    System.out.println(visibility.report(seconds));
  }

  private void run(int seconds) throws InterruptedException {
    ScheduledExecutorService schedule = Executors.newScheduledThreadPool(2);
    int writesPerSecond = COMMITS_PER_SECOND - PROBES_PER_SECOND;
    every(1_000_000_000L / writesPerSecond, schedule, this::write);
    every(1_000_000_000L / PROBES_PER_SECOND, schedule, this::probe);
    TimeUnit.SECONDS.sleep(seconds);
    schedule.shutdownNow();
    schedule.awaitTermination(1, TimeUnit.MINUTES);
  }

  private static void every(long nanos, ScheduledExecutorService schedule, Runnable task) {
    var unused = schedule.scheduleAtFixedRate(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private void write() {
    String wish = wish();
    var unused =
        hold(wish.hashCode() % 2 == 0 ? here : there, wish)
            .whenComplete((done, failure) -> (failure == null ? held : failed).increment());
  }

  private void probe() {
    String wish = wish();
    var unused =
        check(wish)
            .thenCompose(free -> hold(here, wish))
            .thenCompose(done -> untilTaken(wish, System.nanoTime()))
            .whenComplete(
                (nanos, failure) -> {
                  if (failure == null) {
                    held.increment();
                    visibleAfterNanos.add(nanos);
                  } else {
                    failed.increment();
                  }
                });
  }

  private CompletableFuture<Long> untilTaken(String wish, long sinceNanos) {
    return check(wish)
        .thenCompose(
            verdict ->
                verdict.contains("\"taken\"")
                    ? CompletableFuture.completedFuture(System.nanoTime() - sinceNanos)
                    : untilTaken(wish, sinceNanos));
  }

  private CompletableFuture<String> check(String wish) {
    return post(there + "/v1/user-id-checks", "{\"userId\":\"" + wish + "\"}", 200);
  }

  private CompletableFuture<String> hold(String gateway, String wish) {
    return post(gateway + "/v1/user-id-holds", "{\"userId\":\"" + wish + "\"}", 201);
  }

  private CompletableFuture<String> post(String address, String body, int status) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + System.getenv("PORTEN_TOKEN"))
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body))
            .build();
    return client
        .sendAsync(request, BodyHandlers.ofString())
        .thenApply(response -> bodyOf(response, status));
  }

  private static String bodyOf(HttpResponse<String> response, int status) {
    if (response.statusCode() != status) {
      throw new IllegalStateException("status " + response.statusCode());
    }
    return response.body();
  }

  private String wish() {
    return "wish-" + run + "-" + wishes.incrementAndGet();
  }

  private void forget() {
    visibleAfterNanos.clear();
    held.reset();
    failed.reset();
  }

  private String report(int seconds) {
    long[] nanos = visibleAfterNanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "{\"probes\":%d,\"commitsPerSecond\":%.1f,\"failed\":%d,\"p50Millis\":%.2f,"
            + "\"p99Millis\":%.2f,\"p999Millis\":%.2f,\"maxMillis\":%.2f}",
        nanos.length,
        held.sum() / (double) seconds,
        failed.sum(),
        millis(nanos, 0.5),
        millis(nanos, 0.99),
        millis(nanos, 0.999),
        millis(nanos, 1));
  }

  private static double millis(long[] sorted, double quantile) {
    int index = (int) Math.ceil(quantile * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }
}
