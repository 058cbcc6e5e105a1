package dk.porten.benchmarks;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A Vert.x server with one event loop that answers every request alike, with the head and the body
 * of a gateway's answer: what an endpoint is measured against.
 *
 * <ul>
 *   <li>{@code bare PORT ANSWER} reads the body and answers; no router.
 *   <li>{@code query PORT ANSWER DATABASE} also runs one prepared query for each request, pipelined
 *       on a connection of its own.
 *   <li>{@code router PORT ANSWER PATH} is behind vertx-web's router and body handler.
 *   <li>{@code openapi PORT ANSWER PATH CONTRACT} is behind vertx-openapi, which validates against
 *       that path of the contract; without authentication.
 * </ul>
 */
public final class RungServer extends VerticleBase {

  /** What a gateway asks, of one witness. */
  private static final String SQL =
      """
      SELECT attested_on, applicant
      FROM attestation
      WHERE witness = $1::bytea AND voided_at IS NULL
      ORDER BY attested_on DESC
      LIMIT 1000
      """;

  private static final int HASH_BYTES = 32;
  private static final int PIPELINING_LIMIT = 256;

  private final String[] arguments;
  private final FixedAnswer answer;
  private final int port;

  private RungServer(String[] arguments) throws IOException {
    this.arguments = arguments;
    port = Integer.parseInt(arguments[1]);
    answer = FixedAnswer.read(Path.of(arguments[2]));
  }

  /** Starts the server; tells its address when it listens. */
  public static void main(String[] arguments) throws IOException {
    var server = new RungServer(arguments);
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
        .deployVerticle(server, new DeploymentOptions())
        .onFailure(
            failure -> {
              System.err.println(failure.getMessage());
              Runtime.getRuntime().halt(1);
            });
  }

  @Override
  public Future<?> start() {
    return handler()
        .compose(
            handler ->
                vertx.createHttpServer(options()).requestHandler(handler).listen(port, "127.0.0.1"))
        .onSuccess(RungServer::tell);
  }

  /** Speaks TLS 1.3 if {@code -Dbenchmarks.tls} names a certificate and its key, with a comma. */
  private static HttpServerOptions options() {
    String files = System.getProperty("benchmarks.tls");
    if (files == null) {
      return new HttpServerOptions();
    }
    int comma = files.indexOf(',');
    return new HttpServerOptions()
        .setSsl(true)
        .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
        .addEnabledCipherSuite("TLS_AES_256_GCM_SHA384")
        .addEnabledCipherSuite("TLS_AES_128_GCM_SHA256")
        .setKeyCertOptions(
            new PemKeyCertOptions()
                .setCertPath(files.substring(0, comma))
                .setKeyPath(files.substring(comma + 1)));
  }

  private static void tell(HttpServer server) {
    System.out.println("The rung is ready on http://127.0.0.1:" + server.actualPort());
  }

  private Future<Handler<HttpServerRequest>> handler() {
    return switch (arguments[0]) {
      case "bare" ->
          Future.succeededFuture(
              request -> request.bodyHandler(body -> answer.send(request.response())));
      case "query" -> querying(arguments[3]);
      case "router" -> Future.succeededFuture(routed(arguments[3]));
      case "openapi" -> validated(arguments[3], Path.of(arguments[4]));
      default -> Future.failedFuture("no such rung");
    };
  }

  private Future<Handler<HttpServerRequest>> querying(String database) {
    PgConnectOptions options =
        PgConnectOptions.fromUri(database).setPipeliningLimit(PIPELINING_LIMIT);
    var random = new SplittableRandom();
    return PgConnection.connect(vertx, options)
        .compose(connection -> connection.prepare(SQL))
        .map(
            prepared -> {
              PreparedQuery<RowSet<Row>> query = prepared.query();
              return request -> request.bodyHandler(body -> ask(query, random, request.response()));
            });
  }

  private void ask(
      PreparedQuery<RowSet<Row>> query, SplittableRandom random, HttpServerResponse response) {
    byte[] witness = new byte[HASH_BYTES];
    random.nextBytes(witness);
    query
        .execute(Tuple.of(Buffer.buffer(witness)))
        .onComplete(rows -> answer.send(response), failure -> response.setStatusCode(503).end());
  }

  private Router routed(String path) {
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create(false));
    router.post(path).handler(context -> answer.send(context.response()));
    return router;
  }

  private Future<Handler<HttpServerRequest>> validated(String path, Path contract) {
    return vertx
        .executeBlocking(() -> reduced(path, contract))
        .compose(document -> OpenAPIContract.from(vertx, document))
        .map(
            loaded -> {
              RouterBuilder builder = RouterBuilder.create(vertx, loaded);
              builder
                  .getRoute(loaded.findOperation(path, HttpMethod.POST).getOperationId())
                  .setDoSecurity(false)
                  .addHandler(context -> answer.send(context.response()));
              return builder.createRouter();
            });
  }

  /**
   * Returns the contract of one path. Its responses, which nobody validates here, are left out:
   * vertx-openapi refuses the media types of problems. It refuses a relative server as well.
   */
  private static JsonObject reduced(String path, Path contract) throws IOException {
    var document =
        new JsonObject(
            new Yaml(new SafeConstructor(new LoaderOptions()))
                .<Map<String, Object>>load(Files.readString(contract)));
    JsonObject post = document.getJsonObject("paths").getJsonObject(path).getJsonObject("post");
    post.put(
        "responses",
        new JsonObject().put("200", new JsonObject().put("description", "the fixed answer")));
    document.put("paths", new JsonObject().put(path, new JsonObject().put("post", post)));
    document.getJsonObject("components").remove("responses");
    document.remove("servers");
    return document;
  }
}
