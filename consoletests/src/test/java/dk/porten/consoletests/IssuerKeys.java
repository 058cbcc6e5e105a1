package dk.porten.consoletests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/** What an issuer signs its tokens with. */
final class IssuerKeys {

  private final KeyPair pair;

  IssuerKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      pair = generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns a token with these claims, a JSON object. */
  String sign(String claims) {
    String head = base64("{\"alg\":\"ES256\",\"kid\":\"one\"}".getBytes(UTF_8));
    String input = head + "." + base64(claims.getBytes(UTF_8));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      signature.initSign(pair.getPrivate());
      signature.update(input.getBytes(UTF_8));
      return input + "." + base64(signature.sign());
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Returns the key set by which others verify. */
  String keySet() {
    var point = ((ECPublicKey) pair.getPublic()).getW();
    return """
    {"keys":[{"kty":"EC","crv":"P-256","use":"sig","kid":"one","x":"%s","y":"%s"}]}
    """
        .formatted(
            coordinate(point.getAffineX().toByteArray()),
            coordinate(point.getAffineY().toByteArray()));
  }

  /** Returns a number of at most 32 bytes as exactly so many. */
  private static String coordinate(byte[] number) {
    byte[] padded = new byte[64];
    System.arraycopy(number, 0, padded, 64 - number.length, number.length);
    return base64(Arrays.copyOfRange(padded, 32, 64));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns the number of the session that a token is of; -1 for none. */
  static int sessionOf(String token) {
    return Stream.of(token.split("\\."))
        .skip(1)
        .limit(1)
        .map(payload -> new String(Base64.getUrlDecoder().decode(payload), UTF_8))
        .map(claims -> Integer.parseInt(claims.replaceFirst(".*\"sid\":\"(\\d+)\".*", "$1")))
        .findFirst()
        .orElse(-1);
  }

  static String sha256(String text) {
    try {
      return base64(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
