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
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An issuer of tokens by the code flow with PKCE, in which whoever comes is signed in at once. */
final class Issuer implements AutoCloseable {

  static final String CLIENT = "porten-console";
  static final String AUDIENCE = "porten";

  private static final long END_OF_2099 = 4_102_444_799L;
  private static final String CODE = "one-time";

  private final HttpServer server;
  private final KeyPair keys;
  private final AtomicInteger renewals = new AtomicInteger();
  private volatile String scope = "check support";
  private volatile boolean isRefusing;
  private volatile String challenge = "";
  private volatile String prompt = "";

  private Issuer(HttpServer server, KeyPair keys) {
    this.server = server;
    this.keys = keys;
  }

  static Issuer start() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var issuer = new Issuer(HttpServer.create(address, 0), generator.generateKeyPair());
      issuer.serve("/.well-known/openid-configuration", exchange -> issuer.endpoints());
      issuer.serve("/keys", exchange -> issuer.keySet());
      issuer.serve("/token", issuer::token);
      issuer.server.createContext("/authorize", issuer::authorize);
      issuer.server.start();
      return issuer;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Grants these scopes from now on. */
  void grant(String scopes) {
    scope = scopes;
  }

  /** Refuses whoever comes from now on, or does not any more. */
  void refuse(boolean refuse) {
    isRefusing = refuse;
  }

  /** Returns how many tokens were renewed. */
  int renewals() {
    return renewals.get();
  }

  /** Returns what the last who came was to be asked; empty if nothing in particular. */
  String prompt() {
    return prompt;
  }

  @Override
  public void close() {
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
          byte[] bytes = answer.orElse("{\"error\":\"invalid_grant\"}").getBytes(UTF_8);
          exchange.sendResponseHeaders(answer.isPresent() ? 200 : 400, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private Optional<String> endpoints() {
    return Optional.of(
        """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token"}
        """
            .formatted(address()));
  }

  private void authorize(HttpExchange exchange) throws IOException {
    Map<String, String> asked = parameters(exchange.getRequestURI().getRawQuery());
    challenge = asked.getOrDefault("code_challenge", "");
    prompt = asked.getOrDefault("prompt", "");
    boolean isRight =
        CLIENT.equals(asked.get("client_id"))
            && "code".equals(asked.get("response_type"))
            && "S256".equals(asked.get("code_challenge_method"))
            && asked.getOrDefault("scope", "").contains("openid");
    String result = isRight && !isRefusing ? "code=" + CODE : "error=access_denied";
    String state = URLEncoder.encode(asked.getOrDefault("state", ""), UTF_8);
    exchange
        .getResponseHeaders()
        .set("Location", asked.get("redirect_uri") + "?" + result + "&state=" + state);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private Optional<String> token(Map<String, String> form) {
    if ("refresh_token".equals(form.get("grant_type"))) {
      renewals.incrementAndGet();
    } else if (!CODE.equals(form.get("code"))
        || !challenge.equals(sha256(form.getOrDefault("code_verifier", "")))) {
      return Optional.empty();
    }
    // Nearly over, so that the next request has it renewed.
    return Optional.of(
        """
        {"access_token":"%s","token_type":"Bearer","expires_in":10,"refresh_token":"again"}
        """
            .formatted(accessToken()));
  }

  private String accessToken() {
    String head = base64("{\"alg\":\"ES256\",\"kid\":\"one\"}".getBytes(UTF_8));
    String claims =
        """
        {"iss":"%s","aud":"%s","sub":"agent-7","client_id":"%s","scope":"%s","exp":%d}
        """
            .formatted(address(), AUDIENCE, CLIENT, scope, END_OF_2099);
    String input = head + "." + base64(claims.getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(keys.getPrivate());
      signature.update(input.getBytes(UTF_8));
      return input + "." + base64(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private Optional<String> keySet() {
    var point = ((ECPublicKey) keys.getPublic()).getW();
    return Optional.of(
        """
        {"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"one","x":"%s","y":"%s"}]}
        """
            .formatted(
                coordinate(point.getAffineX().toByteArray()),
                coordinate(point.getAffineY().toByteArray())));
  }

  /** Returns a number of at most 32 bytes as exactly so many. */
  private static String coordinate(byte[] number) {
    byte[] padded = new byte[64];
    System.arraycopy(number, 0, padded, 64 - number.length, number.length);
    return base64(Arrays.copyOfRange(padded, 32, 64));
  }

  private static Map<String, String> parameters(String query) {
    return Stream.of(query.split("&"))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
  }

  private static String sha256(String text) {
    try {
      return base64(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
