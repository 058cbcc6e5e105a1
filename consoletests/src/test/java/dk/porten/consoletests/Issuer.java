package dk.porten.consoletests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An issuer of tokens by the code flow with PKCE, in which whoever comes is signed in at once. Like
 * Keycloak it ends a session at once if a token of that session is the hint, and asks first if not.
 */
final class Issuer implements BeforeEachCallback, AfterAllCallback {

  static final String CLIENT = "porten-console";
  static final String AUDIENCE = "porten";

  /** What is shown to people who have to say themselves that they want to sign out. */
  static final String QUESTION = "Do you want to log out?";

  private static final long END_OF_2099 = 4_102_444_799L;
  private static final String CODE = "one-time";
  private static final String RENEWABLE = ",\"refresh_token\":\"again-%d\"";

  /** Who comes, and how long what they get lives. */
  private record Terms(String claims, String scopes, int seconds, String refresh) {}

  private static final Terms USUAL =
      new Terms("\"sub\":\"agent-7\"", "check support", 3_600, RENEWABLE);
  private final HttpServer server;
  private final IssuerKeys keys = new IssuerKeys();
  private final AtomicInteger renewals = new AtomicInteger();
  private final AtomicInteger sessions = new AtomicInteger();
  private final List<String> revoked = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> signOuts = new CopyOnWriteArrayList<>();
  private volatile Terms terms = USUAL;
  private volatile String error = "";
  private volatile boolean letsSignOut = true;
  private volatile Map<String, String> asked = Map.of();
  private volatile int session; // its number; 0 if nobody is signed in

  private Issuer(HttpServer server) {
    this.server = server;
  }

  static Issuer start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var issuer = new Issuer(HttpServer.create(address, 0));
      issuer.serve("/.well-known/openid-configuration", form -> issuer.endpoints());
      issuer.serve("/keys", form -> Optional.of(issuer.keys.keySet()));
      issuer.serve("/token", issuer::token);
      issuer.serve("/revoke", issuer::revoke);
      issuer.server.createContext("/authorize", issuer::authorize);
      issuer.server.createContext("/logout", issuer::logout);
      issuer.server.start();
      return issuer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Returns by which variables a gateway takes its tokens, and has people sign in here. */
  Map<String, String> variables() {
    return Map.of(
        "GATEWAY_DRAIN_DELAY_SECONDS",
        "0",
        "GATEWAY_JWKS",
        address() + "/keys",
        "GATEWAY_JWT_ISSUER",
        address(),
        "GATEWAY_JWT_AUDIENCE",
        AUDIENCE,
        "GATEWAY_JWT_MAX_LIFETIME_SECONDS",
        "0",
        "GATEWAY_CONSOLE_CLIENT_ID",
        CLIENT);
  }

  /** Forgets what was set and who is signed in. */
  @Override
  public void beforeEach(ExtensionContext context) {
    terms = USUAL;
    error = "";
    letsSignOut = true;
    session = 0;
    revoked.clear();
    signOuts.clear();
  }

  /** Grants these scopes from now on. */
  void grant(String scopes) {
    terms = new Terms(terms.claims, scopes, terms.seconds, terms.refresh);
  }

  /** Has somebody else come from now on: the claims of their tokens, as members of an object. */
  void welcome(String claims) {
    terms = new Terms(claims, terms.scopes, terms.seconds, terms.refresh);
  }

  /** Has tokens live so long from now on, as far as it tells; they can be renewed or not. */
  void lend(int seconds, boolean hasRefreshToken) {
    terms = new Terms(terms.claims, terms.scopes, seconds, hasRefreshToken ? RENEWABLE : "");
  }

  /** Has the session of whoever is signed in live so long from now on, as far as it tells. */
  void prolong(int seconds) {
    String refresh = RENEWABLE + ",\"refresh_expires_in\":" + seconds;
    terms = new Terms(terms.claims, terms.scopes, Math.min(terms.seconds, seconds), refresh);
  }

  /** Refuses whoever comes from now on with an error, as parameters; empty for nobody. */
  void refuse(String error) {
    this.error = error;
  }

  /** Offers to sign out, and to withdraw tokens, or does not any more. */
  void letSignOut(boolean letsSignOut) {
    this.letsSignOut = letsSignOut;
  }

  /** Ends the session of whoever is signed in, as an administrator does. */
  void endSession() {
    session = 0;
  }

  /** Says whether somebody is signed in. */
  boolean hasSession() {
    return session != 0;
  }

  /** Returns how many tokens were renewed. */
  int renewals() {
    return renewals.get();
  }

  /** Returns what the last who came was to be asked; empty if nothing in particular. */
  String prompt() {
    return asked.getOrDefault("prompt", "");
  }

  /** Returns the parameters with which the last one came. */
  Map<String, String> asked() {
    return asked;
  }

  /** Returns the parameters of each who signed out. */
  List<Map<String, String>> signOuts() {
    return List.copyOf(signOuts);
  }

  /** Returns the tokens that were withdrawn. */
  List<String> revoked() {
    return List.copyOf(revoked);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    server.stop(0);
  }

  private interface Page {
    /** Returns the answer; empty for a bad request. */
    Optional<String> of(Map<String, String> form);
  }

  private void serve(String path, Page page) {
    server.createContext(
        path,
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          Optional<String> answer = page.of(parameters(body));
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
          send(
              exchange,
              answer.isPresent() ? 200 : 400,
              answer.orElse("{\"error\":\"invalid_grant\"}"));
        });
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Optional<String> endpoints() {
    String ends =
        letsSignOut
            ? ",\"end_session_endpoint\":\"%1$s/logout\",\"revocation_endpoint\":\"%1$s/revoke\""
            : "";
    String all =
        """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token\"""";
    return Optional.of((all + ends + "}").formatted(address()));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    asked = parameters(exchange.getRequestURI().getRawQuery());
    boolean isRight =
        CLIENT.equals(asked.get("client_id"))
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"))
            && asked.getOrDefault("scope", "").contains("openid");
    String result = "code=" + CODE;
    if (!isRight) {
      result = "error=invalid_request";
    } else if (!error.isEmpty()) {
      result = error;
    } else if (session == 0 && "none".equals(prompt())) {
      result = "error=login_required";
    } else if (session == 0 || "login".equals(prompt())) {
      session = sessions.incrementAndGet();
    }
    goBack(exchange, asked.get("redirect_uri") + "?" + result + "&", asked);
  }

  private static void goBack(HttpExchange exchange, String address, Map<String, String> asked)
      throws IOException {
    String state = URLEncoder.encode(asked.getOrDefault("state", ""), UTF_8);
    exchange.getResponseHeaders().set("Location", address + "state=" + state);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private void logout(HttpExchange exchange) throws IOException {
    Map<String, String> how = parameters(exchange.getRequestURI().getRawQuery());
    signOuts.add(how);
    if (IssuerKeys.sessionOf(how.getOrDefault("id_token_hint", "")) != session) {
      exchange.getResponseHeaders().set("Content-Type", "text/html");
      send(exchange, 200, "<link rel=\"icon\" href=\"data:,\"><p>" + QUESTION);
      return;
    }
    session = 0;
    goBack(exchange, how.get("post_logout_redirect_uri") + "?", how);
  }

  private Optional<String> token(Map<String, String> form) {
    if ("refresh_token".equals(form.get("grant_type"))) {
      if (!form.getOrDefault("refresh_token", "").equals("again-" + session)) {
        return Optional.empty();
      }
      renewals.incrementAndGet();
    } else if (!CODE.equals(form.get("code"))
        || !asked
            .getOrDefault("code_challenge", "")
            .equals(IssuerKeys.sha256(form.getOrDefault("code_verifier", "")))) {
      return Optional.empty();
    }
    return Optional.of(
        """
        {"access_token":"%s","id_token":"%s","token_type":"Bearer","expires_in":%d%s}
        """
            .formatted(
                keys.sign(claims(AUDIENCE, "\"scope\":\"" + terms.scopes + "\"")),
                keys.sign(claims(CLIENT, "\"nonce\":\"" + asked.get("nonce") + "\"")),
                terms.seconds,
                terms.refresh.formatted(session)));
  }

  private String claims(String audience, String more) {
    return """
    {"iss":"%s","aud":"%s",%s,"client_id":"%s","sid":"%d","jti":"%d",%s,"exp":%d}"""
        .formatted(
            address(), audience, terms.claims, CLIENT, session, renewals.get(), more, END_OF_2099);
  }

  private Optional<String> revoke(Map<String, String> form) {
    revoked.add(form.getOrDefault("token", ""));
    return Optional.of("{}");
  }

  private static Map<String, String> parameters(String query) {
    return Stream.of(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }
}
