package dk.porten.gateway.metrics;

import dk.porten.core.fact.FactCache;
import dk.porten.core.pack.ReasonCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * The gateway's metrics. Names begin with {@code porten_}, those of the JVM and the process are the
 * customary ones; no label has a value that a caller gives. Any thread may call.
 */
public final class GatewayMetrics implements AutoCloseable {

  private static final Duration[] LATENCY_BUCKETS =
      LongStream.of(
              100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000,
              1_000_000)
          .mapToObj(micros -> Duration.ofNanos(micros * 1_000))
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<EndpointName, Map<String, Timer>> requests = new EnumMap<>(EndpointName.class);
  private final Map<ReasonCode, Counter> reasons = new EnumMap<>(ReasonCode.class);
  private final Counter streamLines;
  private final Counter repetitions;
  private final Timer eventLoopLag;
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

  /** Registers what is measured from the start. */
  public GatewayMetrics() {
    for (ReasonCode code : ReasonCode.values()) {
      reasons.put(
          code,
          Counter.builder("porten.reasons")
              .description("Reasons and violations given in answers")
              .tag("code", code.code())
              .register(registry));
    }
    streamLines =
        Counter.builder("porten.stream.lines")
            .description("Lines of streams that were taken, blank ones aside")
            .register(registry);
    repetitions =
        Counter.builder("porten.heads.repeated")
            .description("Requests with the head of one before them, which was not read anew")
            .register(registry);
    eventLoopLag =
        Timer.builder("porten.event.loop.lag")
            .description("How late an event loop ran what was due")
            .serviceLevelObjectives(LATENCY_BUCKETS)
            .register(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    garbageCollection.bindTo(registry);
    for (EndpointName endpoint : EndpointName.values()) {
      requests.put(endpoint, new ConcurrentHashMap<>());
    }
  }

  /**
   * Counts a request that was answered (docs/decisions/0053).
   *
   * @param outcome the verdict's code, the problem's, {@code ok}, or {@code cancelled} if the
   *     caller left a stream: never a value of the request
   * @param nanos from the request's head to the answer
   */
  public void request(EndpointName endpoint, String outcome, long nanos) {
    Map<String, Timer> outcomes = Objects.requireNonNull(requests.get(endpoint));
    Timer known = outcomes.get(outcome);
    Timer timer =
        known != null
            ? known
            : outcomes.computeIfAbsent(outcome, first -> requestTimer(endpoint, outcome));
    timer.record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer requestTimer(EndpointName endpoint, String outcome) {
    return Timer.builder("porten.requests")
        .description("Requests answered, from the head of the request to the answer")
        .tag("endpoint", endpoint.label())
        .tag("outcome", outcome)
        .serviceLevelObjectives(LATENCY_BUCKETS)
        .register(registry);
  }

  /** Counts a line of a stream. */
  public void streamLine() {
    streamLines.increment();
  }

  /** Counts a request that was answered without reading its head anew. */
  public void repetition() {
    repetitions.increment();
  }

  /** Counts a reason or violation in an answer. */
  public void reason(ReasonCode code) {
    Objects.requireNonNull(reasons.get(code)).increment();
  }

  /** Records how late an event loop ran what was due. */
  public void eventLoopLag(long nanos) {
    eventLoopLag.record(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  /** Watches a fact cache; what is cached is told in one word. */
  public void watchCache(String facts, FactCache<?, ?> cache) {
    FunctionCounter.builder("porten.fact.cache.hits", cache, c -> c.stats().hitCount())
        .description("Facts that were held when asked for")
        .tag("facts", facts)
        .register(registry);
    FunctionCounter.builder("porten.fact.cache.misses", cache, c -> c.stats().missCount())
        .description("Facts that were not held when asked for")
        .tag("facts", facts)
        .register(registry);
    FunctionCounter.builder("porten.fact.cache.evictions", cache, c -> c.stats().evictionCount())
        .description("Facts dropped for want of room")
        .tag("facts", facts)
        .register(registry);
    Gauge.builder("porten.fact.cache.size", cache, FactCache::size)
        .description("Facts held")
        .tag("facts", facts)
        .register(registry);
  }

  /** Watches how many user IDs the directory in memory has. */
  public void watchDirectory(IntSupplier size) {
    gauge("porten.directory.user.ids", "User IDs that are taken, held or in quarantine", size);
  }

  /** Watches what the last comparison of the directory in memory with the database came to. */
  public void watchDirectoryCheck(BooleanSupplier hasDrifted, Supplier<Instant> checkedAt) {
    gauge(
        "porten.directory.drift",
        "1 if the last check found the directory in memory not to be the database's",
        () -> hasDrifted.getAsBoolean() ? 1 : 0);
    Gauge.builder("porten.directory.check.time", checkedAt, at -> at.get().toEpochMilli() / 1e3)
        .description("When the directory in memory was last compared, since 1970; 0 if never")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  /** Watches a number of the room {@code postgres}, such as how many queries are under way. */
  public void watchDatabase(String name, String description, IntSupplier value) {
    gauge("porten.database." + name, description, value);
  }

  /** Watches how many lines of the access log were dropped. */
  public <L> void watchAccessLog(L log, ToDoubleFunction<L> dropped) {
    FunctionCounter.builder("porten.access.log.dropped", log, dropped)
        .description("Lines of the access log that were dropped")
        .register(registry);
  }

  /** Watches how far the caches are behind the database. */
  public void watchFeedLag(Supplier<Duration> lag) {
    Gauge.builder("porten.feed.lag", lag, l -> l.get().toNanos() / 1e9)
        .description("Age of the moment up to which changes have come in")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  /** Returns a counter for the requests of a class refused because others had waited too long. */
  public Counter requestsShed(String priority) {
    return counter(
        "porten.requests.shed",
        "Requests refused when they came because others had waited for too long",
        "priority",
        priority);
  }

  /** Watches how many connections callers have, and what is held in memory for them. */
  public void watchConnections(IntSupplier open, IntSupplier heldBytes) {
    gauge("porten.connections", "Connections of callers", open);
    gauge("porten.held.bytes", "Bytes of requests not answered, of answers not sent", heldBytes);
  }

  /** Returns a counter for the connections that the gateway ended for one reason. */
  public Counter connectionsEnded(String reason) {
    return counter("porten.connections.ended", "Connections that we ended", "reason", reason);
  }

  /** Returns what is measured of the callers' TLS. */
  public TlsMetrics tls() {
    return new TlsMetrics(registry);
  }

  /** Returns a timer for the change feed's questions. */
  public Timer feedPolls() {
    return Timer.builder("porten.feed.polls")
        .description("Times that the database told what changed")
        .serviceLevelObjectives(LATENCY_BUCKETS)
        .register(registry);
  }

  /** Returns a counter for the changes that came in. */
  public Counter feedChanges() {
    return counter("porten.feed.changes", "User IDs and witnesses that were told as changed");
  }

  /** Returns a counter of how often all was read anew: more had changed than the feed tells. */
  public Counter feedResets() {
    return counter(
        "porten.feed.resets", "Times that more was to be read anew than is told one by one");
  }

  /** Returns a counter for the times that the change feed was lost. */
  public Counter feedLosses() {
    return counter(
        "porten.feed.losses", "Times that the database could not be asked for changes any more");
  }

  /** Returns a timer for one kind of database query. */
  public Timer databaseQueries(String statement) {
    return Timer.builder("porten.database.queries")
        .description("Queries that the database answered")
        .tag("statement", statement)
        .serviceLevelObjectives(LATENCY_BUCKETS)
        .register(registry);
  }

  /** Returns a counter for one kind of database query that failed. */
  public Counter databaseFailures(String statement) {
    return counter(
        "porten.database.failures",
        "Queries that the database did not answer in time, or refused",
        "statement",
        statement);
  }

  /** Returns a counter for what was not asked because too much waited for the database already. */
  public Counter databaseRefusals(String statement) {
    return counter(
        "porten.database.refusals",
        "Facts and writes not asked for because others had waited for too long",
        "statement",
        statement);
  }

  /** Returns what is measured of each client. */
  public ClientMetrics clients() {
    return new ClientMetrics(registry);
  }

  /** Returns what is measured of tokens. */
  public TokenMetrics tokens() {
    return new TokenMetrics(registry);
  }

  /** Returns all metrics as Prometheus reads them. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }

  private Counter counter(String name, String description, String... tag) {
    return Counter.builder(name).description(description).tags(tag).register(registry);
  }

  private void gauge(String name, String description, IntSupplier value) {
    Gauge.builder(name, value, IntSupplier::getAsInt)
        .description(description)
        .strongReference(true)
        .register(registry);
  }
}
