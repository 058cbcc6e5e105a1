package dk.porten.gateway.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens as an issuer makes them, signed by the JDK alone with keys that live as long as this JVM.
 */
public final class TestTokens {
  /** The issuer of {@link #JWKS}. */
  public static final String ISSUER = "https://issuer.example";

  /** The audience of tokens for the gateway under test. */
  public static final String AUDIENCE = "porten";

  static final KeyPair EC = keys("EC");
  static final KeyPair RSA = keys("RSA");
  static final KeyPair ED = keys("Ed25519");

  /** Somebody else's, made once: that takes long. */
  static final KeyPair OTHER_RSA = keys("RSA");

  /** The public keys, with the ids {@code ec}, {@code rsa} and {@code ed}. */
  static final JsonObject JWKS = keySet(jwk("ec", EC), jwk("rsa", RSA), jwk("ed", ED));

  private static final Path FILE = file(JWKS.encode());

  private TestTokens() {}

  /** Returns the path of a file with the issuer's public keys. */
  public static Path keySetFile() {
    return FILE;
  }

  /** Returns a key set with one of the keys. */
  public static JsonObject keySetOf(String id) {
    return keySet(jwk(id, Objects.requireNonNull(Map.of("ec", EC, "rsa", RSA, "ed", ED).get(id))));
  }

  /** Returns a token of a client with scopes such as {@code check reserve}; good until 2199. */
  public static String of(String client, String scopes) {
    return signed(claims().put("client_id", client).put("scope", scopes));
  }

  /** Returns the claims of the client {@code test} with every scope. */
  public static JsonObject claims() {
    return new JsonObject()
        .put("iss", ISSUER)
        .put("aud", AUDIENCE)
        .put("exp", 7_258_118_400L)
        .put("sub", "tester")
        .put("client_id", "test")
        .put("scope", "check reserve attest support");
  }

  /**
   * Returns the header of the client {@code test} with every scope.
   *
   * @param id of the key: {@code ec}, {@code rsa} or {@code ed}, else one that signs as {@code ec}
   */
  public static String bearer(String id, String issuer) {
    JsonObject header = new JsonObject().put("kid", id);
    JsonObject claims = claims().put("iss", issuer);
    return "Bearer "
        + switch (id) {
          case "rsa" -> signed("RS256", RSA, header, claims);
          case "ed" -> signed("EdDSA", ED, header, claims);
          default -> signed("ES256", EC, header, claims);
        };
  }

  /** Signs claims by ES256. */
  public static String signed(JsonObject claims) {
    return signed("ES256", EC, new JsonObject().put("kid", "ec"), claims);
  }

  /** Signs by an algorithm of the name that the header then has. */
  static String signed(String algorithm, KeyPair keys, JsonObject header, JsonObject claims) {
    JsonObject named = new JsonObject().put("alg", algorithm).mergeIn(header);
    String input = encode(named.toBuffer().getBytes()) + "." + encode(claims.toBuffer().getBytes());
    return input + "." + encode(signature(algorithm, keys, input.getBytes(US_ASCII)));
  }

  /** Returns a public key as a member of a key set. */
  static JsonObject jwk(String id, KeyPair keys) {
    PublicKey key = keys.getPublic();
    var jwk = new JsonObject().put("kid", id).put("use", "sig");
    if (key instanceof ECPublicKey elliptic) {
      return jwk.put("kty", "EC")
          .put("crv", "P-" + elliptic.getParams().getOrder().bitLength())
          .put("x", encode(fixed(elliptic.getW().getAffineX(), elliptic)))
          .put("y", encode(fixed(elliptic.getW().getAffineY(), elliptic)));
    } else if (key instanceof RSAPublicKey rsa) {
      return jwk.put("kty", "RSA")
          .put("n", encode(unsigned(rsa.getModulus())))
          .put("e", encode(unsigned(rsa.getPublicExponent())));
    }
    byte[] der = key.getEncoded();
    return jwk.put("kty", "OKP")
        .put("crv", "Ed25519")
        .put("x", encode(Arrays.copyOfRange(der, der.length - 32, der.length)));
  }

  static JsonObject keySet(JsonObject... keys) {
    return new JsonObject().put("keys", new JsonArray(Arrays.asList(keys)));
  }

  /** Makes keys of a kind: {@code EC}, {@code EC-384}, {@code RSA}, {@code RSA-1024}, …. */
  static KeyPair keys(String kind) {
    try {
      String[] parts = kind.split("-", 2);
      KeyPairGenerator generator = KeyPairGenerator.getInstance(parts[0]);
      if (parts[0].equals("EC")) {
        generator.initialize(
            new ECGenParameterSpec("secp" + (parts.length > 1 ? parts[1] : "256") + "r1"));
      } else if (parts[0].equals("RSA")) {
        generator.initialize(parts.length > 1 ? Integer.parseInt(parts[1]) : 2_048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static byte[] signature(String algorithm, KeyPair keys, byte[] input) {
    try {
      if (algorithm.equals("HS256")) {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(keys.getPublic().getEncoded(), "HmacSHA256"));
        return mac.doFinal(input);
      }
      Signature signature =
          switch (algorithm) {
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case "ES384" -> Signature.getInstance("SHA384withECDSAinP1363Format");
            case "ES512" -> Signature.getInstance("SHA512withECDSAinP1363Format");
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            case "RS384" -> Signature.getInstance("SHA384withRSA");
            case "RS512" -> Signature.getInstance("SHA512withRSA");
            case "PS256" -> Signature.getInstance("RSASSA-PSS");
            case "EdDSA", "Ed25519" -> Signature.getInstance("Ed25519");
            default -> throw new IllegalArgumentException(algorithm);
          };
      signature.initSign(keys.getPrivate());
      if (algorithm.equals("PS256")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      signature.update(input);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String encode(String text) {
    return encode(text.getBytes(UTF_8));
  }

  private static byte[] unsigned(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static byte[] fixed(BigInteger coordinate, ECPublicKey key) {
    byte[] bytes = unsigned(coordinate);
    byte[] padded = new byte[(key.getParams().getOrder().bitLength() + 7) / 8];
    System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
    return padded;
  }

  /** Returns a file with a text, which goes with this JVM. */
  static Path file(String json) {
    try {
      Path file = Files.createTempFile("jwks", ".json");
      file.toFile().deleteOnExit();
      return Files.writeString(file, json);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
