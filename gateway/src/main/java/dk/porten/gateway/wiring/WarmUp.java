package dk.porten.gateway.wiring;

import dk.porten.core.PackShelf;
import dk.porten.gateway.auth.SyntheticCallers;
import dk.porten.gateway.budget.Accounts;
import dk.porten.gateway.http.HttpApi;
import dk.porten.gateway.http.HttpListener;
import dk.porten.gateway.http.Texts;
import dk.porten.gateway.http.connection.HttpLimits;
import dk.porten.gateway.http.connection.Listening;
import dk.porten.gateway.http.head.OwnHosts;
import dk.porten.gateway.http.loop.AccessLog;
import dk.porten.gateway.http.question.Facts;
import dk.porten.gateway.ledger.AttestationLedger;
import dk.porten.gateway.ledger.UserIdLedger;
import dk.porten.gateway.metrics.GatewayMetrics;
import dk.porten.gateway.postgres.schema.PersonKey;
import dk.porten.gateway.tls.TlsIdentity;
import dk.porten.gateway.warmup.SyntheticFacts;
import dk.porten.gateway.warmup.WarmUpLoad;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a gateway answer made-up requests over loopback before it takes anybody's: with all that
 * answers callers, but with facts, callers, budgets, metrics and a log of its own, which are thrown
 * away (docs/decisions/0074).
 */
final class WarmUp {

  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /** While nothing is compiled all takes long, and nothing is to be refused for it. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** As many connections as there are requests, and some that end. */
  private static final int CONNECTIONS = 100;

  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
  private static final Path NOWHERE = Path.of("/dev/null");

  private final Vertx vertx;
  private final Configuration configuration;
  private final PackShelf shelf;
  private final Texts texts;
  private final OwnHosts hosts;
  private final int loops;

  WarmUp(
      Vertx vertx,
      Configuration configuration,
      PackShelf shelf,
      Texts texts,
      OwnHosts hosts,
      int loops) {
    this.vertx = vertx;
    this.configuration = configuration;
    this.shelf = shelf;
    this.texts = texts;
    this.hosts = hosts;
    this.loops = loops;
  }

  /**
   * Warms up, or logs why not. Blocks, until the thread is interrupted because the gateway is to
   * stop.
   *
   * @param real facts of the gateway, of which those are taken that nothing is recorded in
   * @param userIds never asked: who calls may only check
   * @param attestations likewise
   */
  void run(
      Facts real,
      PersonKey personKey,
      Optional<TlsIdentity> tls,
      UserIdLedger userIds,
      AttestationLedger attestations)
      throws InterruptedException {
    try (var metrics = new GatewayMetrics();
        SyntheticCallers synthetic =
            configuration.callers().synthetic(real.clock(), metrics.tokens())) {
      Facts facts =
          SyntheticFacts.beside(real, personKey.directoryHash(), configuration.factCacheSize());
      var accounts =
          new Accounts(
              configuration.budgets().outOfReach(),
              personKey::nameOfClient,
              metrics.clients(),
              real.clock());
      var api =
          new HttpApi(
              shelf,
              texts,
              facts,
              userIds,
              attestations,
              synthetic.callers(),
              accounts,
              configuration.signIn(),
              hosts,
              limits(configuration.http()),
              metrics);
      run(api, tls, synthetic.authorization(), metrics, real);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failure) {
      LOG.warn("The warm-up failed, and the start goes on: {}", failure.toString());
    }
  }

  private void run(
      HttpApi api,
      Optional<TlsIdentity> tls,
      String authorization,
      GatewayMetrics metrics,
      Facts real)
      throws IOException, GeneralSecurityException, InterruptedException {
    Optional<AccessLog> log =
        configuration.accessLog().map(file -> AccessLog.open(NOWHERE, real.clock()));
    try {
      run(api, tls, authorization, metrics, log);
    } finally {
      log.ifPresent(AccessLog::close);
    }
  }

  private void run(
      HttpApi api,
      Optional<TlsIdentity> tls,
      String authorization,
      GatewayMetrics metrics,
      Optional<AccessLog> log)
      throws IOException, GeneralSecurityException, InterruptedException {
    var listening = new Listening(LOOPBACK, 0);
    String deployed =
        vertx
            .deployVerticle(
                () ->
                    new HttpListener(
                        api,
                        listening,
                        tls.map(identity -> identity.options().setClientAuth(ClientAuth.NONE)),
                        metrics,
                        log),
                new DeploymentOptions().setInstances(loops))
            .await();
    try {
      var load =
          new WarmUpLoad(
              listening.port(),
              tls.isPresent() ? Optional.of(trusting()) : Optional.empty(),
              authorization);
      long began = System.nanoTime();
      LOG.info("Warming up for at most {} s", configuration.warmUp().toSeconds());
      long answers = load.run(configuration.warmUp());
      LOG.info(
          "Warmed up by {} requests in {} ms",
          answers,
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    } finally {
      vertx.undeploy(deployed).await();
    }
  }

  private static HttpLimits limits(HttpLimits usual) {
    return new HttpLimits(
        PATIENCE, Math.max(CONNECTIONS, usual.connections()), usual.heldMebibytes(), PATIENCE);
  }

  /** The other end is this process, whatever its certificate says. */
  private static SSLSocketFactory trusting() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
