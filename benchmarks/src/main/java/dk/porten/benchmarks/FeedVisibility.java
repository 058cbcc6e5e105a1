package dk.porten.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long after a user ID was held on one gateway all the others call it taken. The others have
 * just answered that it is free, so they hold that fact until the change feed takes it away.
 *
 * <p>Measured is from the answer to the hold until the slowest one's first answer {@code taken};
 * the way there and back of that question is in it, and the millisecond between two questions.
 */
public final class FeedVisibility {

  private static final int PROBES_PER_SECOND = 20;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Executor IN_A_MILLISECOND =
      CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final AtomicInteger wishes = new AtomicInteger();
  private final ConcurrentLinkedQueue<Long> visibleAfterNanos = new ConcurrentLinkedQueue<>();
  private final LongAdder failed = new LongAdder();
  private final String here;
  private final List<String> others;

  private FeedVisibility(String here, List<String> others) {
    this.here = here;
    this.others = others;
  }

  /**
   * Arguments: seconds to warm up, seconds, and the addresses of gateways of one database; holds go
   * to the first. The environment has the callers' {@code PORTEN_TOKEN}.
   */
  public static void main(String[] arguments) throws InterruptedException {
    List<String> gateways = List.of(arguments).subList(2, arguments.length);
    var visibility = new FeedVisibility(gateways.get(0), gateways.subList(1, gateways.size()));
    visibility.run(Integer.parseInt(arguments[0]));
    visibility.visibleAfterNanos.clear();
    visibility.failed.reset();
    visibility.run(Integer.parseInt(arguments[1]));
    System.out.println(visibility.report());
  }

  private void run(int seconds) throws InterruptedException {
    ScheduledExecutorService schedule = Executors.newScheduledThreadPool(1);
    long nanos = 1_000_000_000L / PROBES_PER_SECOND;
    var unused = schedule.scheduleAtFixedRate(this::probe, nanos, nanos, TimeUnit.NANOSECONDS);
    TimeUnit.SECONDS.sleep(seconds);
    schedule.shutdownNow();
    schedule.awaitTermination(1, TimeUnit.MINUTES);
  }

  private void probe() {
    String wish = "wish-" + run + "-" + wishes.incrementAndGet();
    var unused =
        onOthers(other -> check(other, wish))
            .thenCompose(free -> hold(wish))
            .thenCompose(
                done -> {
                  long sinceNanos = System.nanoTime();
                  return onOthers(other -> untilTaken(other, wish))
                      .thenApply(taken -> System.nanoTime() - sinceNanos);
                })
            .whenComplete(
                (nanos, failure) -> {
                  if (failure == null) {
                    visibleAfterNanos.add(nanos);
                  } else {
                    failed.increment();
                  }
                });
  }

  private CompletableFuture<Void> onOthers(Question question) {
    return CompletableFuture.allOf(
        others.stream().map(question::ask).toArray(CompletableFuture[]::new));
  }

  /** What is asked of each of the other gateways. */
  private interface Question {
    CompletableFuture<?> ask(String gateway);
  }

  private CompletableFuture<Void> untilTaken(String gateway, String wish) {
    return check(gateway, wish)
        .thenCompose(
            verdict ->
                verdict.contains("\"taken\"")
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.runAsync(() -> {}, IN_A_MILLISECOND)
                        .thenCompose(later -> untilTaken(gateway, wish)));
  }

  private CompletableFuture<String> check(String gateway, String wish) {
    return post(gateway + "/v1/user-id-checks", wish, 200);
  }

  private CompletableFuture<String> hold(String wish) {
    return post(here + "/v1/user-id-holds", wish, 201);
  }

  private CompletableFuture<String> post(String address, String wish, int status) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + System.getenv("PORTEN_TOKEN"))
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString("{\"userId\":\"" + wish + "\"}"))
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

  private String report() {
    long[] nanos = visibleAfterNanos.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(nanos);
    return String.format(
        Locale.ROOT,
        "{\"probes\":%d,\"failed\":%d,\"p50Millis\":%.2f,"
            + "\"p99Millis\":%.2f,\"p999Millis\":%.2f,\"maxMillis\":%.2f}",
        nanos.length,
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
