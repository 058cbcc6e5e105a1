package dk.porten.gateway.auth;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads from a token's claims who calls and what they may do. */
final class CallerClaims {

  private static final int MAX_NAME_LENGTH = 200;

  private final Map<String, Object> claims;

  CallerClaims(Map<String, Object> claims) {
    this.claims = claims;
  }

  /** Returns the caller; empty if the claims name no client, or somebody by what is no name. */
  Optional<Caller> read(ClaimNames names) {
    Optional<Object> client =
        names.clients().stream()
            .map(name -> value(claims, name))
            .filter(Objects::nonNull)
            .findFirst();
    Object subject = claims.containsKey("sub") ? claims.get("sub") : client.orElse("");
    return client
        .filter(name -> isName(name) && isName(subject))
        .map(name -> new Caller(name.toString(), String.valueOf(subject), scopes(names)));
  }

  /** A name is kept with what its caller writes: it is bounded, and has nothing unseen. */
  private static boolean isName(@Nullable Object value) {
    return value instanceof String name
        && !name.isBlank()
        && name.length() <= MAX_NAME_LENGTH
        && name.codePoints().allMatch(CallerClaims::isVisible);
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Returns the scopes of ours: a claim is a text with spaces between them, or a list. */
  private Set<Scope> scopes(ClaimNames names) {
    Set<Object> told =
        names.scopes().stream()
            .flatMap(name -> words(value(claims, name)))
            .collect(Collectors.toSet());
    Set<Scope> scopes = EnumSet.allOf(Scope.class);
    scopes.removeIf(scope -> Collections.disjoint(told, names.namesOf(scope)));
    return scopes;
  }

  private static Stream<?> words(@Nullable Object claim) {
    if (claim instanceof String text) {
      return Stream.of(text.split(" ", -1));
    }
    return claim instanceof Collection<?> list
        ? list.stream().filter(Objects::nonNull)
        : Stream.empty();
  }

  /**
   * Returns the claim of a name, or what is found by it as a path such as {@code
   * realm_access.roles}. Names of claims, and of clients in a path, may have dots themselves.
   */
  private static @Nullable Object value(Map<?, ?> object, String name) {
    Object whole = object.get(name);
    for (int dot = name.indexOf('.'); whole == null && dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (object.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
        whole = value(inner, name.substring(dot + 1));
      }
    }
    return whole;
  }
}
