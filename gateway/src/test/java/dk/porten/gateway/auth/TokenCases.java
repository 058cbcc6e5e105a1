package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestTokens.claims;
import static dk.porten.gateway.auth.TestTokens.encode;
import static dk.porten.gateway.auth.TestTokens.signed;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Good and bad tokens, by a clock that stands at {@link #NOW}. */
final class TokenCases {
  private static final long NOW = Instant.parse("2026-12-01T08:00:00Z").getEpochSecond();
  private static final KeyPair STRANGER = TestTokens.keys("EC");
  private static final JsonObject OWN_KEY = TestTokens.jwk("own", STRANGER);

  /** A token, and why it is good or bad. */
  record Good(String name, String token) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A token that is refused, and what operators are told. */
  record Refused(TokenRefusal reason, String name, String token) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final List<Good> GOOD =
      List.of(
          new Good("ES256", signed("ES256", TestTokens.EC, kid("ec"), claims())),
          new Good("RS256", signed("RS256", TestTokens.RSA, kid("rsa"), claims())),
          new Good("PS256", signed("PS256", TestTokens.RSA, kid("rsa"), claims())),
          new Good("EdDSA", signed("EdDSA", TestTokens.ED, kid("ed"), claims())),
          new Good("no kid", signed("EdDSA", TestTokens.ED, new JsonObject(), claims())),
          new Good("typ at+jwt", headed("typ", "at+jwt")),
          new Good("typ JWT", headed("typ", "JWT")),
          new Good("typ in another case", headed("typ", "Jwt")),
          new Good("typ of RFC 9068 in full", headed("typ", "application/AT+JWT")),
          new Good("Keycloak's access token", with("typ", "Bearer")),
          new Good("other header", headed("x", new JsonObject().put("y", 1))),
          new Good("audience of several", with("aud", new JsonArray().add("other").add("porten"))),
          new Good("expires in a second", with("exp", NOW + 1)),
          new Good("expires in a million years", with("exp", 31_556_952_000_000L)),
          new Good("good from now on", with("nbf", NOW)),
          new Good("issued in the future", with("iat", NOW + 600)),
          new Good("scp as a list", scopes("scp", new JsonArray().add("check"))),
          new Good("scp as a text", scopes("scp", "other check")),
          new Good("scope among others", scopes("scope", "openid  check reserve")));

  static final List<Refused> BAD =
      List.of(
          new Refused(TokenRefusal.EXPIRED, "expired", with("exp", NOW - 1)),
          new Refused(TokenRefusal.EXPIRED, "expires now", with("exp", NOW)),
          new Refused(TokenRefusal.EXPIRED, "expired long ago", with("exp", 0)),
          new Refused(TokenRefusal.EXPIRED, "no exp", without("exp")),
          new Refused(TokenRefusal.MALFORMED, "exp is text", with("exp", "" + (NOW + 60))),
          new Refused(TokenRefusal.NOT_YET_VALID, "not yet valid", with("nbf", NOW + 1)),
          new Refused(TokenRefusal.MALFORMED, "nbf is text", with("nbf", "now")),
          new Refused(TokenRefusal.AUDIENCE, "other audience", with("aud", "other")),
          new Refused(TokenRefusal.AUDIENCE, "audience in another case", with("aud", "Porten")),
          new Refused(
              TokenRefusal.AUDIENCE,
              "audience of others",
              with("aud", new JsonArray().add("a").add("b"))),
          new Refused(TokenRefusal.AUDIENCE, "no audience", without("aud")),
          new Refused(TokenRefusal.ISSUER, "other issuer", with("iss", "https://other.example")),
          new Refused(
              TokenRefusal.ISSUER, "issuer with a slash", with("iss", TestTokens.ISSUER + "/")),
          new Refused(TokenRefusal.ISSUER, "no issuer", without("iss")),
          new Refused(TokenRefusal.MALFORMED, "unsigned", unsigned("{\"alg\":\"none\"}", "")),
          new Refused(
              TokenRefusal.ALGORITHM,
              "unsigned, with a third part",
              unsigned("{\"alg\":\"none\"}", "AA")),
          new Refused(
              TokenRefusal.ALGORITHM, "unsigned, NONE", unsigned("{\"alg\":\"NONE\"}", "AA")),
          new Refused(TokenRefusal.ALGORITHM, "no alg", unsigned("{}", "AA")),
          new Refused(TokenRefusal.ALGORITHM, "none, signed", headed("alg", "none")),
          new Refused(
              TokenRefusal.MALFORMED,
              "signature cut off",
              signed(claims()).replaceFirst("[^.]*$", "")),
          new Refused(
              TokenRefusal.SIGNATURE,
              "signed by another",
              signed("ES256", STRANGER, kid("ec"), claims())),
          new Refused(
              TokenRefusal.UNKNOWN_KEY,
              "by another, no kid",
              signed("ES256", STRANGER, new JsonObject(), claims())),
          new Refused(
              TokenRefusal.ALGORITHM,
              "HS256 with EC key",
              signed("HS256", TestTokens.EC, kid("ec"), claims())),
          new Refused(
              TokenRefusal.ALGORITHM,
              "HS256 with RSA key",
              signed("HS256", TestTokens.RSA, kid("rsa"), claims())),
          new Refused(
              TokenRefusal.ALGORITHM,
              "HS256, no kid",
              signed("HS256", TestTokens.RSA, new JsonObject(), claims())),
          new Refused(
              TokenRefusal.ALGORITHM,
              "not configured",
              signed("RS384", TestTokens.RSA, kid("rsa"), claims())),
          new Refused(
              TokenRefusal.ALGORITHM,
              "alg of another key",
              signed("RS256", TestTokens.RSA, kid("ec"), claims())),
          new Refused(
              TokenRefusal.SIGNATURE,
              "RS256 told as PS256",
              signed("RS256", TestTokens.RSA, kid("rsa").put("alg", "PS256"), claims())),
          new Refused(
              TokenRefusal.UNKNOWN_KEY,
              "unknown kid",
              signed("ES256", TestTokens.EC, kid("other"), claims())),
          new Refused(TokenRefusal.MALFORMED, "kid is a number", headed("kid", 1)),
          new Refused(TokenRefusal.MALFORMED, "crit", headed("crit", new JsonArray().add("x"))),
          new Refused(
              TokenRefusal.MALFORMED, "crit b64", headed("crit", new JsonArray().add("b64"))),
          new Refused(
              TokenRefusal.UNKNOWN_KEY,
              "own jwk",
              signed("ES256", STRANGER, header("jwk", OWN_KEY), claims())),
          new Refused(
              TokenRefusal.SIGNATURE,
              "own jwk, kid",
              signed("ES256", STRANGER, kid("ec").put("jwk", OWN_KEY), claims())),
          new Refused(
              TokenRefusal.UNKNOWN_KEY,
              "jku",
              signed("ES256", STRANGER, header("jku", "https://a.example"), claims())),
          new Refused(
              TokenRefusal.UNKNOWN_KEY,
              "x5u",
              signed("ES256", STRANGER, header("x5u", "https://a.example"), claims())),
          new Refused(TokenRefusal.SIGNATURE, "claims changed", changed()),
          new Refused(TokenRefusal.TYPE, "logout token", headed("typ", "logout+jwt")),
          new Refused(TokenRefusal.TYPE, "DPoP proof", headed("typ", "dpop+jwt")),
          new Refused(TokenRefusal.TYPE, "type is a number", headed("typ", 1)),
          new Refused(TokenRefusal.TYPE, "Keycloak's ID token", with("typ", "ID")),
          new Refused(TokenRefusal.TYPE, "Keycloak's refresh token", with("typ", "Refresh")),
          new Refused(TokenRefusal.TYPE, "Keycloak's offline token", with("typ", "Offline")),
          new Refused(TokenRefusal.TYPE, "Keycloak's logout token", with("typ", "Logout")),
          new Refused(
              TokenRefusal.BOUND, "bound by DPoP", with("cnf", new JsonObject().put("jkt", "x"))),
          new Refused(TokenRefusal.BOUND, "bound to nothing", with("cnf", "")),
          new Refused(TokenRefusal.BOUND, "bound to null", with("cnf", null)),
          new Refused(TokenRefusal.BOUND, "bound by no member", with("cnf", new JsonObject())),
          new Refused(TokenRefusal.BOUND, "bound to a number", bound(7)),
          new Refused(TokenRefusal.BOUND, "thumbprint cut off", bound("x".repeat(42))),
          new Refused(TokenRefusal.BOUND, "thumbprint padded", bound("x".repeat(43) + "=")),
          new Refused(TokenRefusal.BOUND, "thumbprint in base64", bound("+" + "x".repeat(42))),
          new Refused(TokenRefusal.BOUND, "thumbprint in hexadecimal", bound("0a".repeat(32))),
          new Refused(
              TokenRefusal.BOUND,
              "bound by DPoP as well",
              with("cnf", thumbprint("x".repeat(43)).put("jkt", "x"))),
          new Refused(
              TokenRefusal.CERTIFICATE, "bound to a certificate, in clear", bound("x".repeat(43))),
          new Refused(TokenRefusal.CLIENT, "only a subject", without("client_id")),
          new Refused(TokenRefusal.CLIENT, "nobody", without("client_id", "sub")),
          new Refused(TokenRefusal.CLIENT, "client is a number", with("client_id", 7)),
          new Refused(TokenRefusal.CLIENT, "client is blank", with("client_id", " ")),
          new Refused(TokenRefusal.CLIENT, "client of 201", with("client_id", "x".repeat(201))),
          new Refused(TokenRefusal.CLIENT, "client with a line end", with("client_id", "a\nb")),
          new Refused(TokenRefusal.CLIENT, "subject with a NUL", with("sub", "a\0b")),
          new Refused(TokenRefusal.CLIENT, "subject is a list", with("sub", new JsonArray())),
          new Refused(TokenRefusal.MALFORMED, "over 8 KiB", with("pad", "x".repeat(7_000))),
          new Refused(TokenRefusal.MALFORMED, "garbage", "garbage"),
          new Refused(TokenRefusal.MALFORMED, "three parts of garbage", "a.b.c"),
          new Refused(TokenRefusal.MALFORMED, "four parts", signed(claims()) + ".x"),
          new Refused(TokenRefusal.MALFORMED, "five parts", "e30.e30.e30.e30.e30"),
          new Refused(TokenRefusal.MALFORMED, "padded", signed(claims()) + "="),
          new Refused(
              TokenRefusal.MALFORMED, "two tokens", signed(claims()) + " " + signed(claims())),
          new Refused(
              TokenRefusal.MALFORMED,
              "two after a comma",
              signed(claims()) + "," + signed(claims())),
          new Refused(
              TokenRefusal.MALFORMED,
              "alg twice",
              unsigned("{\"alg\":\"none\",\"alg\":\"ES256\"}", "AA")),
          new Refused(TokenRefusal.MALFORMED, "header is no object", unsigned("[]", "AA")),
          new Refused(TokenRefusal.MALFORMED, "header is deep", unsigned("[".repeat(3_000), "AA")),
          new Refused(
              TokenRefusal.MALFORMED,
              "claims are deep",
              encode("{\"alg\":\"ES256\"}") + "." + encode("[".repeat(3_000)) + ".AA"),
          new Refused(TokenRefusal.MALFORMED, "no text", encode(new byte[] {-1, -2}) + ".e30.AA"));

  static final List<Good> FORBIDDEN =
      List.of(
          new Good("other scopes", scopes("scope", "reserve attest support")),
          new Good("scope in upper case", scopes("scope", "CHECK")),
          new Good("scope within a word", scopes("scope", "checks uncheck")),
          new Good("empty scope", scopes("scope", "")),
          new Good("scope is a number", scopes("scope", 1)),
          new Good("scope is an object", scopes("scp", new JsonObject().put("check", true))),
          new Good("no scope", without("scope")));

  private TokenCases() {}

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

  static String with(String claim, @Nullable Object value) {
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

  private static String bound(Object thumbprint) {
    return with("cnf", thumbprint(thumbprint));
  }

  private static JsonObject thumbprint(Object value) {
    return new JsonObject().put("x5t#S256", value);
  }

  private static String unsigned(String header, String signature) {
    return encode(header) + "." + encode(claims().encode()) + "." + signature;
  }

  private static String changed() {
    String[] parts = signed(claims()).split("\\.", -1);
    return parts[0] + "." + encode(claims().put("client_id", "x").encode()) + "." + parts[2];
  }
}
