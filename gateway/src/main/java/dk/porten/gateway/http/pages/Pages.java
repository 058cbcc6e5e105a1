package dk.porten.gateway.http.pages;

import dk.porten.core.PackShelf;
import dk.porten.core.guidance.Guidance;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.http.exchange.Exchange;
import dk.porten.gateway.http.head.LanguageChoice;
import dk.porten.gateway.metrics.EndpointName;
import io.vertx.core.Vertx;
import io.vertx.core.http.MimeMapping;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is served beside the operations, and at which paths: a line for each. */
public final class Pages {

  /** Only what comes from here, no inline script or style, in nobody's frame. */
  private static final String OWN_FILES_ONLY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String OPENERS = "Cross-Origin-Opener-Policy";

  /** No other site's window gets hold of the page, nor the page of one. */
  private static final String ALONE = "same-origin";

  /**
   * The same, but for the windows that the page itself opens: the console closes the issuer's when
   * somebody gives up signing in. The file that such a window comes back to has no such header, for
   * that would take it away from the console.
   */
  private static final String WITH_ITS_WINDOWS = "same-origin-allow-popups";

  private static final String STRICT_TRANSPORT = "Strict-Transport-Security";

  /**
   * For a year a browser comes to the host by TLS alone, to all its ports (RFC 6797). Only what
   * came over TLS may say so.
   */
  private static final String BY_TLS_ALONE = "max-age=31536000";

  private record Page(
      String path, EndpointName name, Function<RoutingContext, Publication> content) {}

  private final boolean isDemo;
  private final List<Page> pages = new ArrayList<>();

  /**
   * Reads what can be read before somebody asks.
   *
   * @param signIn where people sign in to the console, if they do
   */
  public Pages(
      PackShelf shelf,
      ReasonTexts reasons,
      Guidance guidance,
      Clock clock,
      Callers callers,
      Optional<SignIn> signIn) {
    isDemo = callers.needNoToken();
    var topics = new GuidancePages(guidance, shelf, clock);
    add("/v1/guidance", EndpointName.GUIDANCE, asked -> topics.topics(languageOf(asked)));
    add(
        "/v1/guidance/:id",
        EndpointName.GUIDANCE_TOPIC,
        asked -> topics.topic(idOf(asked), languageOf(asked)));
    var rules = new Publications(shelf, clock);
    add("/v1/rule-packs", EndpointName.RULE_PACKS, asked -> rules.rulePacks());
    add("/v1/rule-packs/:id", EndpointName.RULE_PACK, asked -> rules.rulePack(idOf(asked)));
    add("/v1/reason-codes", EndpointName.REASON_CODES, Publications.reasonCodes(reasons));
    add(
        "/openapi.yaml",
        EndpointName.OPENAPI,
        Publication.file("/openapi.yaml", "application/yaml", Map.of()));
    addPage("/", EndpointName.START, "/start/index.html", OWN_FILES_ONLY, ALONE);
    addFiles(
        "/docs",
        EndpointName.DOCS,
        OWN_FILES_ONLY,
        ALONE,
        "docs.js",
        "favicon-32x32.png",
        "swagger-ui-bundle.js",
        "swagger-ui.css");
    addFiles(
        "/console",
        EndpointName.CONSOLE,
        consolePolicy(signIn),
        WITH_ITS_WINDOWS,
        "main.js",
        "console.css",
        "porten.svg",
        "signed-in.html",
        "signed-in.js");
    add("/console/sign-in", EndpointName.CONSOLE, Publications.signIn(callers, signIn));
  }

  /** Returns what answers the exchanges of one event loop that are no operation's. */
  public Consumer<Exchange> ofLoop(Vertx vertx) {
    var router = new PageRouter(vertx);
    pages.forEach(page -> router.add(page.path, page.name, page.content));
    return router;
  }

  private void add(String path, EndpointName name, Function<RoutingContext, Publication> content) {
    pages.add(new Page(path, name, content));
  }

  private void add(String path, EndpointName name, Publication publication) {
    add(path, name, asked -> publication);
  }

  /** Adds the page of a folder among the resources, and the files that it loads. */
  private void addFiles(
      String folder, EndpointName name, String policy, String openers, String... files) {
    String page = folder + "/index.html";
    addPage(folder, name, page, policy, openers);
    addPage(page, name, page, policy, openers);
    for (String file : files) {
      String path = folder + "/" + file;
      add(path, name, file(path, policy, Map.of()));
    }
  }

  /**
   * Adds a page that somebody opens. That of a demo binds no browser to TLS: its host is {@code
   * localhost}, which is everybody's.
   */
  private void addPage(
      String path, EndpointName name, String resource, String policy, String openers) {
    Publication inClear = file(resource, policy, Map.of(OPENERS, openers));
    Publication byTls =
        file(resource, policy, Map.of(OPENERS, openers, STRICT_TRANSPORT, BY_TLS_ALONE));
    add(path, name, asked -> asked.request().isSSL() && !isDemo ? byTls : inClear);
  }

  /** Reads a file, with headers that keep a browser to what the gateway itself serves. */
  private static Publication file(
      String resource, String policy, Map<CharSequence, CharSequence> further) {
    String mediaType = Objects.requireNonNull(MimeMapping.mimeTypeForFilename(resource));
    Map<CharSequence, CharSequence> headers = new HashMap<>(further);
    headers.put("Content-Security-Policy", policy);
    headers.put("Referrer-Policy", "no-referrer");
    return Publication.file(resource, mediaType, headers);
  }

  private static String consolePolicy(Optional<SignIn> signIn) {
    return signIn
        .map(
            place ->
                OWN_FILES_ONLY.replace(
                    "connect-src 'self'", "connect-src 'self' " + place.origin()))
        .orElse(OWN_FILES_ONLY);
  }

  private static String idOf(RoutingContext asked) {
    return asked.pathParam("id");
  }

  private static LanguageChoice languageOf(RoutingContext asked) {
    return LanguageChoice.of(asked.request());
  }
}
