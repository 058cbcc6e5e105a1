package dk.porten.gateway.auth;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The public keys of whoever issues the tokens, from a JWK Set (RFC 7517); at most 32. */
public final class KeySet {

  private static final int MAX_KEYS = 32;
  private static final Set<String> SECRET_MEMBERS =
      Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private final String json;
  private final Set<TokenAlgorithm> algorithms;
  private final List<SigningKey> keys;

  /**
   * One key.
   *
   * @param algorithms those it may be used with
   */
  private record SigningKey(
      @Nullable String id, Set<TokenAlgorithm> algorithms, PublicKey publicKey) {

    boolean fits(TokenAlgorithm algorithm, @Nullable String wantedId) {
      return algorithms.contains(algorithm) && (wantedId == null || wantedId.equals(id));
    }
  }

  private KeySet(String json, Set<TokenAlgorithm> algorithms, List<SigningKey> keys) {
    this.json = json;
    this.algorithms = Set.copyOf(algorithms);
    this.keys = List.copyOf(keys);
  }

  /**
   * Reads a JWK Set; keys for other purposes and algorithms are passed over.
   *
   * @throws IllegalArgumentException if it has no key to use, or one that ought to be secret; the
   *     message repeats nothing of it
   */
  public static KeySet parse(String json, Set<TokenAlgorithm> algorithms) {
    List<SigningKey> usable = new ArrayList<>();
    for (Object member : members(json)) {
      if (!(member instanceof Map<?, ?> key)) {
        throw notASet();
      }
      refuseSecret(key);
      find(key, algorithms).ifPresent(usable::add);
    }
    if (usable.isEmpty()) {
      throw new IllegalArgumentException(
          "the key set has no key for " + TokenAlgorithm.codes(algorithms));
    }
    if (usable.size() > MAX_KEYS) {
      throw new IllegalArgumentException("the key set has more than " + MAX_KEYS + " keys");
    }
    return new KeySet(json, algorithms, usable);
  }

  /**
   * Returns the keys that a token may be signed with.
   *
   * @param id the key that the token names, if it names one
   */
  List<PublicKey> fitting(TokenAlgorithm algorithm, @Nullable String id) {
    return keys.stream().filter(key -> key.fits(algorithm, id)).map(SigningKey::publicKey).toList();
  }

  /** Returns the JWK Set as it was read. */
  String json() {
    return json;
  }

  /** Says whether tokens may be signed by an algorithm at all. */
  boolean takes(TokenAlgorithm algorithm) {
    return algorithms.contains(algorithm);
  }

  /** Says whether a key of this id can be used. */
  boolean has(String id) {
    return keys.stream().anyMatch(key -> id.equals(key.id));
  }

  /** Says whether every key of another set is here too, for the same use. */
  boolean hasAllOf(KeySet other) {
    return keys.containsAll(other.keys);
  }

  int size() {
    return keys.size();
  }

  private static List<?> members(String json) {
    try {
      if (JsonUtil.parseJson(json).get("keys") instanceof List<?> members) {
        return members;
      }
    } catch (JoseException e) {
      // told below; the exception repeats what was read
    }
    throw notASet();
  }

  /** Whoever hands out a key that signs must hear of it, not have it work. */
  private static void refuseSecret(Map<?, ?> key) {
    if ("oct".equals(key.get("kty")) || SECRET_MEMBERS.stream().anyMatch(key::containsKey)) {
      throw new IllegalArgumentException("the key set has a private or symmetric key");
    }
  }

  private static Optional<SigningKey> find(Map<?, ?> key, Set<TokenAlgorithm> algorithms) {
    try {
      var parameters = new HashMap<String, Object>();
      key.forEach((name, value) -> parameters.put((String) name, value));
      PublicJsonWebKey read = PublicJsonWebKey.Factory.newPublicJwk(parameters);
      PublicKey publicKey = read.getPublicKey();
      Set<TokenAlgorithm> fitting = EnumSet.noneOf(TokenAlgorithm.class);
      algorithms.stream()
          .filter(algorithm -> isFor(algorithm, read) && algorithm.fits(publicKey))
          .forEach(fitting::add);
      return fitting.isEmpty()
          ? Optional.empty()
          : Optional.of(new SigningKey(read.getKeyId(), fitting, publicKey));
    } catch (JoseException | RuntimeException notUnderstood) {
      // RFC 7517, 5: a key that is not understood is passed over. The JDK throws any exception at
      // coordinates that are no point.
      return Optional.empty();
    }
  }

  private static boolean isFor(TokenAlgorithm algorithm, PublicJsonWebKey key) {
    return (key.getUse() == null || key.getUse().equals("sig"))
        && (key.getKeyOps() == null || key.getKeyOps().contains("verify"))
        && (key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm.code()));
  }

  private static IllegalArgumentException notASet() {
    return new IllegalArgumentException("it is not a JSON Web Key Set");
  }
}
