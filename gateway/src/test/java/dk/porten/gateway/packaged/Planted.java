package dk.porten.gateway.packaged;

import dk.porten.gateway.auth.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A value that nobody would send by chance, and where it may be found after a run: in the places
 * that docs/running.md names in the row of its kind, and in no other.
 */
enum Planted {
  USER_ID("user IDs that were held or taken", "planted.held", Place.DATABASE),
  CHECKED_USER_ID("user IDs that were asked for", "planted.asked"),
  CPR_NUMBER("CPR numbers", "710199-1234"),
  PERSON("person ids", "71019912-1234-4234-8234-123412345678"),
  BIRTH_DATE("birth dates", "1907-08-09"),
  DOCUMENT_DATE("documents", "2077-06-05"),
  REASON("reasons of support", "planted reason", Place.DATABASE),
  IDEMPOTENCY_KEY("idempotency keys", "planted-key", Place.DATABASE),
  REQUEST_ID(
      "request ids", "planted-request", Place.DATABASE, Place.ACCESS_LOG, Place.PROBLEM, Place.LOG),
  SUBJECT("who called", "planted-agent", Place.DATABASE),
  TOKEN("tokens", signatureOf(Planted.token())),
  ELSEWHERE("anything else of a request", "plantedelsewhere", Place.PROBLEM);

  /** Where things end up. */
  enum Place {
    DATABASE,
    ACCESS_LOG,
    LOG,
    METRICS,
    PROBLEM,
    PROCESS_LIST,
    FILE
  }

  private final String kind;
  private final String value;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of
  private final Set<Place> documented;

  Planted(String kind, String value, Place... documented) {
    this.kind = kind;
    this.value = value;
    this.documented = Set.of(documented);
  }

  /** Returns the token that every request has. */
  static String token() {
    return Tokens.GOOD;
  }

  /** Returns how the page calls such values. */
  String kind() {
    return kind;
  }

  String value() {
    return value;
  }

  boolean isDocumentedIn(Place place) {
    return documented.contains(place);
  }

  /** Says whether a text has the value in any of the forms that it could take. */
  boolean isIn(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String plain = value.toLowerCase(Locale.ROOT);
    return Stream.of(
            plain,
            plain.replace("-", ""),
            HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_8)))
        .anyMatch(lower::contains);
  }

  private static String signatureOf(String token) {
    return token.substring(token.lastIndexOf('.') + 1);
  }

  /** Apart, because an enum's constants come before its fields. */
  private static final class Tokens {
    static final String GOOD =
        TestTokens.signed(TestTokens.claims().put("sub", "planted-agent").put("client_id", "bank"));
  }
}
