package dk.porten.gateway.postgres.facts;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.UserId;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.connection.Connector;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.Lane;
import dk.porten.gateway.postgres.connection.SessionSettings;
import dk.porten.gateway.postgres.gathering.Backlog;
import dk.porten.gateway.postgres.gathering.Gathering;
import dk.porten.gateway.postgres.gathering.MeasuredQuery;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What one event loop reads facts with: a connection, and what gathers its questions. */
final class Reads {

  /** While the server answers one query of a kind, the next one is already on its way to it. */
  private static final int QUERIES = 2;

  /** Nobody waits to fill the second one. */
  private static final int FEWEST_OF_THE_SECOND = 1;

  private final Lane lane;
  private final Gathering<UserId, UserIdFact> userIds;
  private final Gathering<PersonHash, AttestationFact> attestations;

  /**
   * Connects at once.
   *
   * @param timeout for one fact, from being asked to being given up
   */
  Reads(
      Vertx vertx,
      DatabaseAddress address,
      Duration timeout,
      Backlog userIds,
      Backlog attestations,
      GatewayMetrics metrics) {
    var settings = new SessionSettings(address, timeout, Duration.ZERO);
    lane =
        new Lane(
            vertx,
            new Connector(vertx, address, settings, List.of(UserIdQuery.SQL, AttestationQuery.SQL)),
            timeout);
    this.userIds =
        Gathering.onThisLoop(
            vertx,
            new MeasuredQuery<>(new UserIdQuery(lane), "user-ids", metrics),
            QUERIES,
            FEWEST_OF_THE_SECOND,
            userIds,
            timeout);
    this.attestations =
        Gathering.onThisLoop(
            vertx,
            new MeasuredQuery<>(new AttestationQuery(lane), "attestations", metrics),
            QUERIES,
            FEWEST_OF_THE_SECOND,
            attestations,
            timeout);
  }

  CompletableFuture<UserIdFact> find(UserId userId) {
    return userIds.ask(userId);
  }

  CompletableFuture<AttestationFact> find(PersonHash witness) {
    return attestations.ask(witness);
  }

  /** Completes when there was a session for the first time; fails as {@link Lane#opened}. */
  Future<Void> opened(Duration patience) {
    return lane.opened(patience);
  }

  /** Says whether there is a connection; any thread may ask. */
  boolean isOpen() {
    return lane.isOpen();
  }

  /** Asks the database for a sign of life. */
  CompletableFuture<?> beat() {
    return lane.beat().toCompletionStage().toCompletableFuture();
  }

  Future<Void> close() {
    return lane.close();
  }
}
