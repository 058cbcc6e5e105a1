package dk.porten.gateway.http;

import dk.porten.core.PackShelf;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.budget.Accounts;
import dk.porten.gateway.http.connection.ConnectionWatch;
import dk.porten.gateway.http.connection.HttpLimits;
import dk.porten.gateway.http.exchange.Admission;
import dk.porten.gateway.http.exchange.Reception;
import dk.porten.gateway.http.exchange.Routes;
import dk.porten.gateway.http.head.OwnHosts;
import dk.porten.gateway.http.head.RequestIds;
import dk.porten.gateway.http.loop.LoadShedder;
import dk.porten.gateway.http.loop.LongWork;
import dk.porten.gateway.http.loop.Loop;
import dk.porten.gateway.http.loop.LoopLog;
import dk.porten.gateway.http.loop.Priority;
import dk.porten.gateway.http.loop.ResponseDate;
import dk.porten.gateway.http.pages.Pages;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/**
 * What answers the requests of each event loop: the {@link Endpoints}, the {@link Pages}, and what
 * bounds both.
 */
public final class HttpApi {

  private final RequestIds requestIds = new RequestIds();
  private final OwnHosts hosts;
  private final HttpLimits limits;
  private final Clock clock;
  private final GatewayMetrics metrics;
  private final ConnectionWatch.Shared connections;
  private final Map<Priority, Counter> shed = new EnumMap<>(Priority.class);
  private final Routes routes;
  private final Pages pages;

  /** Puts the endpoints together. */
  public HttpApi(
      PackShelf shelf,
      Texts texts,
      Facts facts,
      UserIdLedger userIds,
      AttestationLedger attestations,
      Callers callers,
      Accounts accounts,
      Optional<SignIn> signIn,
      OwnHosts hosts,
      HttpLimits limits,
      GatewayMetrics metrics) {
    this.hosts = hosts;
    this.limits = limits;
    this.metrics = metrics;
    clock = facts.clock();
    connections = new ConnectionWatch.Shared(limits, metrics);
    for (Priority priority : Priority.values()) {
      shed.put(priority, metrics.requestsShed(priority.label()));
    }
    var admission = new Admission(callers, accounts, limits.deadline());
    var endpoints = new Endpoints(admission, shelf, facts, texts.reasons(), metrics);
    routes =
        Routes.of(
            Stream.of(
                    endpoints.userIds(userIds),
                    endpoints.visits(texts.checklist()),
                    endpoints.witnesses(attestations))
                .flatMap(List::stream));
    pages = new Pages(shelf, texts.reasons(), texts.guidance(), clock, callers, signIn);
  }

  /**
   * Returns what watches the connections of one event loop.
   *
   * @param options of the server that takes them
   * @param loop runs something soon
   */
  ConnectionWatch connections(HttpServerOptions options, Executor loop) {
    return connections.ofLoop(options, loop);
  }

  /** Returns how long a connection may take until TLS is agreed on. */
  Duration handshake() {
    return limits.handshake();
  }

  /** Returns the date in the responses of one event loop. */
  ResponseDate date() {
    return new ResponseDate(clock);
  }

  /**
   * Returns what takes the requests of one event loop.
   *
   * @param endOfTurn runs what is to be done at the end of the loop's turn
   * @param nextTurn runs what is to be done once the loop has handled what has arrived
   * @param log where it logs them
   * @param date which its responses have
   */
  Reception reception(
      Vertx vertx,
      Executor endOfTurn,
      Executor nextTurn,
      Optional<LoopLog> log,
      ResponseDate date) {
    var shedder = new LoadShedder(limits.deadline(), endOfTurn, System::nanoTime);
    var longWork = new LongWork(limits.deadline(), nextTurn, System::nanoTime);
    return new Reception(
        routes,
        pages.ofLoop(vertx),
        hosts,
        new Loop(requestIds, shedder, longWork, metrics, shed, log, date));
  }
}
