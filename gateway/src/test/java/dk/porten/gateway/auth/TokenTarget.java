package dk.porten.gateway.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tokens, signed or not, and key sets. Whatever they say, there is a caller or none; a caller has a
 * visible name, and the token is of our issuer, for us, and signed in the way its head says.
 */
public final class TokenTarget {
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final int MAX_NAME_LENGTH = 200;
  private static final String HEADER = "{\"alg\":\"ES256\",\"kid\":\"ec\"}";
  private static final Callers CALLERS = callers();

  private TokenTarget() {}

  /** Takes the rest of an input as what its first byte says. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    switch (input[0] & 3) {
      case 0 -> refuse(new String(rest, ISO_8859_1));
      case 1 -> readKeys(new String(rest, UTF_8));
      case 2 -> find(HEADER.getBytes(UTF_8), rest);
      default -> {
        int line = 0;
        while (line < rest.length && rest[line] != '\n') {
          line++;
        }
        find(
            Arrays.copyOf(rest, line),
            Arrays.copyOfRange(rest, Math.min(rest.length, line + 1), rest.length));
      }
    }
  }

  /** Nobody can sign for the issuer, so there is no caller. */
  private static void refuse(String authorization) {
    if (CALLERS.find(authorization) instanceof KnownCaller
        || CALLERS.find("Bearer " + authorization) instanceof KnownCaller) {
      throw new AssertionError("a caller without a signature");
    }
  }

  private static void readKeys(String json) {
    try {
      KeySet.parse(json, EnumSet.allOf(TokenAlgorithm.class));
    } catch (IllegalArgumentException refused) {
      // as the method says
    }
  }

  /** A head and claims that the issuer has signed, whatever they are. */
  private static void find(byte[] head, byte[] claims) {
    if (CALLERS.find("Bearer " + signed(head, claims)) instanceof KnownCaller known
        && !(isName(known.caller().client())
            && isName(known.caller().subject())
            && isRight(new String(head, UTF_8), new String(claims, UTF_8), known))) {
      throw new AssertionError("a caller who is none");
    }
  }

  /** Says whether another reader finds the same in a token, if it can read it at all. */
  private static boolean isRight(String head, String claims, KnownCaller known) {
    try {
      JsonObject said = new JsonObject(claims);
      Object audience = said.getValue("aud");
      return "ES256".equals(new JsonObject(head).getValue("alg"))
          && TestTokens.ISSUER.equals(said.getValue("iss"))
          && said.containsKey("cnf") == known.certificate().isPresent()
          && (TestTokens.AUDIENCE.equals(audience)
              || (audience instanceof JsonArray list && list.contains(TestTokens.AUDIENCE)))
          && said.getValue("exp") instanceof Number end
          && end.longValue() >= NOW.getEpochSecond();
    } catch (DecodeException otherJson) {
      return true;
    }
  }

  private static String signed(byte[] head, byte[] claims) {
    try {
      String input = TestTokens.encode(head) + "." + TestTokens.encode(claims);
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(TestTokens.EC.getPrivate());
      signature.update(input.getBytes(US_ASCII));
      return input + "." + TestTokens.encode(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= MAX_NAME_LENGTH
        && name.codePoints().noneMatch(Character::isISOControl);
  }

  /** Returns inputs to begin with. */
  public static List<byte[]> seeds() {
    JsonObject claims = TestTokens.claims();
    String audiences = claims.encode().replace("\"porten\"", "[\"porten\",\"account\"]");
    return List.of(
        ("\0" + TestTokens.signed(claims).replaceFirst(".{4}$", "AAAA")).getBytes(UTF_8),
        "\0eyJhbGciOiJub25lIn0.e30.".getBytes(UTF_8),
        ("\1" + TestTokens.JWKS.encode()).getBytes(UTF_8),
        "\1{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}".getBytes(UTF_8),
        ("\2" + claims.encode()).getBytes(UTF_8),
        ("\2" + audiences).getBytes(UTF_8),
        ("\2" + claims.put("scp", claims.remove("scope")).put("azp", claims.remove("client_id")))
            .getBytes(UTF_8),
        ("\2" + claims.copy().put("cnf", new JsonObject().put("x5t#S256", "x".repeat(43))))
            .getBytes(UTF_8),
        ("\3" + HEADER + "\n" + claims.encode()).getBytes(UTF_8),
        ("\3{\"alg\":\"none\",\"crit\":[\"b64\"],\"b64\":false}\n" + claims.encode())
            .getBytes(UTF_8),
        ("\3{\"alg\":\"ES256\",\"kid\":7,\"jwk\":{},\"jku\":\"x\"}\n" + claims.encode())
            .getBytes(UTF_8));
  }

  private static Callers callers() {
    KeySource keys =
        KeySource.of(TestTokens.keySetFile().toString(), EnumSet.allOf(TokenAlgorithm.class));
    var names = new ClaimNames(ClaimNames.CLIENTS, ClaimNames.SCOPES, Map.of());
    var terms =
        new TokenTerms(
            TestTokens.ISSUER, Set.of(TestTokens.AUDIENCE), Duration.ZERO, Duration.ZERO, names);
    return new TokenRule(keys, new KeyCare(Duration.ofDays(1), Optional.empty()), terms)
        .callers(Clock.fixed(NOW, ZoneOffset.UTC), new GatewayMetrics().tokens());
  }
}
