package dk.porten.gateway.auth;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.EdDsaAlgorithm;
import org.jose4j.keys.EllipticCurves;

/** A way of signing tokens (RFC 7518, RFC 8037, RFC 9864) that can be configured. */
public enum TokenAlgorithm {
  ES256("ES256"),
  RS256("RS256"),
  PS256("PS256"),
  EDDSA("EdDSA"),
  ES384("ES384"),
  ES512("ES512"),
  RS384("RS384"),
  RS512("RS512"),

  /** The name of RFC 9864 for what was called {@code EdDSA}. */
  ED25519("Ed25519");

  /** Those that are taken unless others are chosen. */
  public static final Set<TokenAlgorithm> CUSTOMARY =
      Collections.unmodifiableSet(EnumSet.of(ES256, RS256, PS256, EDDSA));

  private static final int MIN_RSA_BITS = 2_048;

  static {
    // jose4j knows the same algorithm by its older name only. It looks through the JVM's algorithms
    // once: here and not at the first token.
    var ed25519 = new EdDsaAlgorithm();
    ed25519.setAlgorithmIdentifier(ED25519.code);
    AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().registerAlgorithm(ed25519);
  }

  private final String code;

  TokenAlgorithm(String code) {
    this.code = code;
  }

  /**
   * Reads a list such as {@code ES256,EdDSA}.
   *
   * @throws IllegalArgumentException if a name is not one of ours; it is not repeated
   */
  public static Set<TokenAlgorithm> parseAll(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(
            code ->
                find(code.strip())
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "it is not a list of " + codes(Set.of(values())))))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(TokenAlgorithm.class)));
  }

  static Optional<TokenAlgorithm> find(String code) {
    return Arrays.stream(values()).filter(one -> one.code.equals(code)).findAny();
  }

  static String codes(Set<TokenAlgorithm> algorithms) {
    return algorithms.stream().sorted().map(TokenAlgorithm::code).collect(Collectors.joining(", "));
  }

  /** Returns the name in tokens and key sets. */
  String code() {
    return code;
  }

  /** Says whether a key is of the kind and strength that this takes. */
  boolean fits(PublicKey key) {
    return switch (this) {
      case ES256 -> isOn(EllipticCurves.P_256, key);
      case ES384 -> isOn(EllipticCurves.P_384, key);
      case ES512 -> isOn(EllipticCurves.P_521, key);
      case RS256, RS384, RS512, PS256 ->
          key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_RSA_BITS;
      case EDDSA, ED25519 ->
          key instanceof EdECPublicKey edwards
              && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
    };
  }

  private static boolean isOn(String curve, PublicKey key) {
    return key instanceof ECPublicKey elliptic
        && curve.equals(EllipticCurves.getName(elliptic.getParams().getCurve()));
  }
}
