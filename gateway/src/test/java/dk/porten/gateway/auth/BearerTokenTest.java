package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestTokens.claims;
import static dk.porten.gateway.auth.TestTokens.encode;
import static dk.porten.gateway.auth.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.RawConnection;
import dk.porten.gateway.http.Reply;
import dk.porten.gateway.http.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are taken, and what is said of the others. The clock stands at {@link #NOW}. */
final class BearerTokenTest {
  private static final long NOW = Instant.parse("2026-12-01T08:00:00Z").getEpochSecond();
  private static final String QUESTION = "{\"userId\":\"stine.b\"}";
  private static final KeyPair STRANGER = TestTokens.keys("EC");
  private static final JsonObject OWN_KEY = TestTokens.jwk("own", STRANGER);

  /** A token, and why it is good or bad. */
  record Case(String name, String token) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Case> GOOD =
      List.of(
          new Case("ES256", signed("ES256", TestTokens.EC, kid("ec"), claims())),
          new Case("RS256", signed("RS256", TestTokens.RSA, kid("rsa"), claims())),
          new Case("PS256", signed("PS256", TestTokens.RSA, kid("rsa"), claims())),
          new Case("EdDSA", signed("EdDSA", TestTokens.ED, kid("ed"), claims())),
          new Case("no kid", signed("EdDSA", TestTokens.ED, new JsonObject(), claims())),
          new Case("typ at+jwt", headed("typ", "at+jwt")),
          new Case("other header", headed("x", new JsonObject().put("y", 1))),
          new Case("audience of several", with("aud", new JsonArray().add("other").add("porten"))),
          new Case("expires in a second", with("exp", NOW + 1)),
          new Case("expires in a million years", with("exp", 31_556_952_000_000L)),
          new Case("good from now on", with("nbf", NOW)),
          new Case("issued in the future", with("iat", NOW + 600)),
          new Case("scp as a list", scopes("scp", new JsonArray().add("check"))),
          new Case("scp as a text", scopes("scp", "other check")),
          new Case("scope among others", scopes("scope", "openid  check reserve")));

  static final List<Case> BAD =
      List.of(
          new Case("expired", with("exp", NOW - 1)),
          new Case("expires now", with("exp", NOW)),
          new Case("expired long ago", with("exp", 0)),
          new Case("no exp", without("exp")),
          new Case("exp is text", with("exp", "" + (NOW + 60))),
          new Case("not yet valid", with("nbf", NOW + 1)),
          new Case("nbf is text", with("nbf", "now")),
          new Case("other audience", with("aud", "other")),
          new Case("audience in another case", with("aud", "Porten")),
          new Case("audience of others", with("aud", new JsonArray().add("a").add("b"))),
          new Case("no audience", without("aud")),
          new Case("other issuer", with("iss", "https://other.example")),
          new Case("issuer with a slash", with("iss", TestTokens.ISSUER + "/")),
          new Case("no issuer", without("iss")),
          new Case("unsigned", unsigned("{\"alg\":\"none\"}", "")),
          new Case("unsigned, with a third part", unsigned("{\"alg\":\"none\"}", "AA")),
          new Case("unsigned, NONE", unsigned("{\"alg\":\"NONE\"}", "AA")),
          new Case("no alg", unsigned("{}", "AA")),
          new Case("none, signed", headed("alg", "none")),
          new Case("signature cut off", signed(claims()).replaceFirst("[^.]*$", "")),
          new Case("signed by another", signed("ES256", STRANGER, kid("ec"), claims())),
          new Case("by another, no kid", signed("ES256", STRANGER, new JsonObject(), claims())),
          new Case("HS256 with EC key", signed("HS256", TestTokens.EC, kid("ec"), claims())),
          new Case("HS256 with RSA key", signed("HS256", TestTokens.RSA, kid("rsa"), claims())),
          new Case("HS256, no kid", signed("HS256", TestTokens.RSA, new JsonObject(), claims())),
          new Case("not configured", signed("RS384", TestTokens.RSA, kid("rsa"), claims())),
          new Case("alg of another key", signed("RS256", TestTokens.RSA, kid("ec"), claims())),
          new Case(
              "RS256 told as PS256",
              signed("RS256", TestTokens.RSA, kid("rsa").put("alg", "PS256"), claims())),
          new Case("unknown kid", signed("ES256", TestTokens.EC, kid("other"), claims())),
          new Case("kid is a number", headed("kid", 1)),
          new Case("crit", headed("crit", new JsonArray().add("x"))),
          new Case("crit b64", headed("crit", new JsonArray().add("b64"))),
          new Case("own jwk", signed("ES256", STRANGER, header("jwk", OWN_KEY), claims())),
          new Case(
              "own jwk, kid", signed("ES256", STRANGER, kid("ec").put("jwk", OWN_KEY), claims())),
          new Case("jku", signed("ES256", STRANGER, header("jku", "https://a.example"), claims())),
          new Case("x5u", signed("ES256", STRANGER, header("x5u", "https://a.example"), claims())),
          new Case("claims changed", changed()),
          new Case("nobody", without("client_id", "sub")),
          new Case("client is a number", with("client_id", 7)),
          new Case("client is blank", with("client_id", " ")),
          new Case("client of 201", with("client_id", "x".repeat(201))),
          new Case("client with a line end", with("client_id", "a\nb")),
          new Case("subject with a NUL", with("sub", "a\0b")),
          new Case("subject is a list", with("sub", new JsonArray())),
          new Case("over 8 KiB", with("pad", "x".repeat(7_000))),
          new Case("garbage", "garbage"),
          new Case("three parts of garbage", "a.b.c"),
          new Case("four parts", signed(claims()) + ".x"),
          new Case("five parts", "e30.e30.e30.e30.e30"),
          new Case("padded", signed(claims()) + "="),
          new Case("two tokens", signed(claims()) + " " + signed(claims())),
          new Case("two after a comma", signed(claims()) + "," + signed(claims())),
          new Case("alg twice", unsigned("{\"alg\":\"none\",\"alg\":\"ES256\"}", "AA")),
          new Case("header is no object", unsigned("[]", "AA")),
          new Case("header is deep", unsigned("[".repeat(3_000), "AA")),
          new Case("no text", encode(new byte[] {-1, -2}) + ".e30.AA"));

  static final List<Case> FORBIDDEN =
      List.of(
          new Case("other scopes", scopes("scope", "reserve attest support")),
          new Case("scope in upper case", scopes("scope", "CHECK")),
          new Case("scope within a word", scopes("scope", "checks uncheck")),
          new Case("empty scope", scopes("scope", "")),
          new Case("scope is a number", scopes("scope", 1)),
          new Case("scope is an object", scopes("scp", new JsonObject().put("check", true))),
          new Case("no scope", without("scope")));

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @FieldSource("GOOD")
  void token_good_isAnswered(Case token) {
    assertThat(ask("Bearer " + token.token).status()).isEqualTo(200);
    assertThat(ask("Bearer " + token.token).status()).as("held").isEqualTo(200);
  }

  @ParameterizedTest
  @FieldSource("BAD")
  void token_bad_is401AndNotToldWhy(Case token) {
    for (int i = 0; i < 2; i++) {
      Reply reply = ask("Bearer " + token.token);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.problem()).isEqualTo("401 unauthorized");
      assertThat(reply.header("www-authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    }
  }

  @ParameterizedTest
  @FieldSource("FORBIDDEN")
  void token_withoutTheScope_is403(Case token) {
    Reply reply = ask("Bearer " + token.token);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.problem()).isEqualTo("403 forbidden");
    assertThat(reply.header("www-authenticate"))
        .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"check\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer\t",
        "Basic dGVzdDp0ZXN0",
        "Bearerx",
        "DPoP x.y.z"
      })
  void authorization_withoutABearerToken_is401WithoutAnError(String header) {
    Reply reply = ask(header);

    assertThat(reply.problem()).isEqualTo("401 unauthorized");
    assertThat(reply.header("www-authenticate")).isEqualTo("Bearer");
  }

  @Test
  void authorization_twice_is401() throws Exception {
    String header = "Authorization: " + RunningGateway.TOKEN + "\r\n";
    try (RawConnection connection = GATEWAY.connect()) {
      connection.send(
          "POST /v1/user-id-checks HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
              + header
              + header
              + "Content-Length: 20\r\n\r\n"
              + QUESTION);

      assertThat(connection.read().problem()).isEqualTo("401 unauthorized");
    }
  }

  @Test
  void scheme_inAnyCase_isTaken() {
    assertThat(ask("bEARER " + signed(claims())).status()).isEqualTo(200);
  }

  @Test
  void token_heldWhenItExpires_isRefused() {
    String token = with("exp", GATEWAY.clock().instant().plusSeconds(60).getEpochSecond());
    try {
      assertThat(ask("Bearer " + token).status()).isEqualTo(200);
      GATEWAY.clock().advance(Duration.ofMillis(59_999));
      assertThat(ask("Bearer " + token).status()).isEqualTo(200);
      GATEWAY.clock().advance(Duration.ofMillis(1));
      assertThat(ask("Bearer " + token).problem()).isEqualTo("401 unauthorized");
    } finally {
      GATEWAY.clock().set("2026-12-01T08:00:00Z");
    }
  }

  private static Reply ask(String authorization) {
    return GATEWAY.post("/v1/user-id-checks", QUESTION, "Authorization", authorization);
  }

  private static JsonObject kid(String id) {
    return header("kid", id);
  }

  private static JsonObject header(String name, Object value) {
    return new JsonObject().put(name, value);
  }

  /** Signs with one more member in the header. */
  private static String headed(String name, Object value) {
    return signed("ES256", TestTokens.EC, kid("ec").put(name, value), claims());
  }

  private static String with(String claim, Object value) {
    return signed(claims().put(claim, value));
  }

  private static String without(String... names) {
    JsonObject claims = claims();
    List.of(names).forEach(claims::remove);
    return signed(claims);
  }

  private static String scopes(String claim, Object value) {
    JsonObject claims = claims();
    claims.remove("scope");
    return signed(claims.put(claim, value));
  }

  private static String unsigned(String header, String signature) {
    return encode(header) + "." + encode(claims().encode()) + "." + signature;
  }

  private static String changed() {
    String[] parts = signed(claims()).split("\\.", -1);
    return parts[0] + "." + encode(claims().put("client_id", "x").encode()) + "." + parts[2];
  }
}
