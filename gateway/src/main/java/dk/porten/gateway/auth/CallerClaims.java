package dk.porten.gateway.auth;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** Reads from a token's claims who calls and what they may do. */
final class CallerClaims {

  private static final int MAX_NAME_LENGTH = 200;

  private CallerClaims() {}

  /** Returns the caller; empty if the claims name nobody, or somebody by what is no name. */
  static Optional<Caller> read(JwtClaims claims) {
    Optional<Object> client =
        Stream.of("client_id", "azp", "sub")
            .map(claims::getClaimValue)
            .filter(Objects::nonNull)
            .findFirst();
    Object subject = claims.hasClaim("sub") ? claims.getClaimValue("sub") : client.orElse("");
    return client
        .filter(name -> isName(name) && isName(subject))
        .map(name -> new Caller(name.toString(), subject.toString(), scopes(claims)));
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

  /** Returns the scopes of ours: either claim is a text with spaces between them, or a list. */
  private static Set<Scope> scopes(JwtClaims claims) {
    List<?> named =
        Stream.of("scope", "scp").map(claims::getClaimValue).flatMap(CallerClaims::words).toList();
    Set<Scope> scopes = EnumSet.allOf(Scope.class);
    scopes.removeIf(scope -> !named.contains(scope.code()));
    return scopes;
  }

  private static Stream<?> words(@Nullable Object claim) {
    if (claim instanceof String text) {
      return Stream.of(text.split(" ", -1));
    }
    return claim instanceof Collection<?> list ? list.stream() : Stream.empty();
  }
}
