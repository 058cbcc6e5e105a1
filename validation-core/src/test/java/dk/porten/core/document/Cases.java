package dk.porten.core.document;

import dk.porten.core.Packs;
import dk.porten.core.document.DocumentAnswer.Item;
import dk.porten.core.document.DocumentAnswer.Reason;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The short notation for cases in tables. Documents are parted by {@code ;} and read like {@code
 * passport SE 2030-01-01 no-cpr}: type, issuer, expiry date, and then any of {@code app}, {@code
 * photo}, {@code no-photo}, {@code cpr}, {@code no-cpr}, {@code temporary}, {@code no-expiry},
 * {@code issued=2026-01-31}, {@code year=2025}, {@code other-name}, {@code name-unknown}. The name
 * matches unless told otherwise.
 */
final class Cases {

  private static final int BRING_LIMIT = 1_000;

  private static final Map<String, DocumentDecision> PACKS =
      Stream.of("mitid-national", "mitid-herning", "nemid-herning")
          .collect(Collectors.toMap(Function.identity(), Packs::documents));

  private Cases() {}

  /**
   * Decides a case.
   *
   * @param place a pack, with {@code /HC} where the documents are shown at the High Commissioner's
   */
  static DocumentAnswer decide(String place, String on, String documents) {
    String pack = place.replace("/HC", "");
    Venue venue = pack.equals(place) ? Venue.CITIZEN_SERVICE : Venue.FAROE_HIGH_COMMISSIONER;
    DocumentDecision decision = PACKS.get(pack);
    if (decision == null) {
      throw new IllegalArgumentException(pack);
    }
    return decision.decide(
        new DocumentQuestion(documents(documents), LocalDate.parse(on), venue, BRING_LIMIT));
  }

  /** Returns verdict, route and documents in use, such as {@code sufficient single 0}. */
  static String outcome(DocumentAnswer answer) {
    String route = answer.route();
    return answer.verdict().code()
        + (route == null ? "" : " " + route)
        + answer.use().stream().map(index -> " " + index).collect(Collectors.joining());
  }

  /** Returns codes with the documents they are about, such as {@code same-class 0 1}. */
  static String reasons(DocumentAnswer answer) {
    return answer.reasons().stream().map(Cases::reason).collect(Collectors.joining("; "));
  }

  /** Returns the facts that decide, such as {@code 0.expiresOn}. */
  static String unknown(DocumentAnswer answer) {
    return answer.unknown().stream().map(Cases::fact).collect(Collectors.joining(" "));
  }

  /** Returns what else to bring, such as {@code licence, tax + health-card:cpr}. */
  static String bring(DocumentAnswer answer) {
    return answer.bring().sets().stream()
        .map(set -> set.stream().map(Cases::item).collect(Collectors.joining(" + ")))
        .collect(Collectors.joining(", "));
  }

  private static String reason(Reason reason) {
    return reason.code().code()
        + reason.documents().stream().map(index -> " " + index).collect(Collectors.joining());
  }

  private static String fact(UnknownFact unknown) {
    return unknown.document() + "." + unknown.fact().code();
  }

  private static String item(Item item) {
    return item.documentClass().id() + (item.cprNumberRequired() ? ":cpr" : "");
  }

  private static List<Document> documents(String notation) {
    return Arrays.stream(notation.split(";", -1))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(Cases::document)
        .toList();
  }

  private static Document document(String notation) {
    Set<String> words = new LinkedHashSet<>(List.of(notation.split(" ", -1)));
    DocumentType type =
        Arrays.stream(DocumentType.values())
            .filter(t -> words.remove(t.code()))
            .findFirst()
            .orElseThrow();
    Country issuer =
        words.stream().flatMap(word -> Country.find(word).stream()).findFirst().orElse(null);
    words.remove(issuer == null ? "" : issuer.code());
    String expiresOn = valued(words, "20", "9999");
    String issuedOn = valued(words, "issued=");
    String year = valued(words, "year=");
    boolean app = words.remove("app");
    boolean photo =
        !words.remove("no-photo") && (words.remove("photo") || type.hasPhotoByDefault());
    Truth cpr = truth(words, "cpr", "no-cpr", Truth.UNKNOWN);
    boolean temporary = words.remove("temporary");
    boolean noExpiryDate = words.remove("no-expiry");
    Truth name =
        words.remove("name-unknown")
            ? Truth.UNKNOWN
            : truth(words, "name", "other-name", Truth.TRUE);
    if (!words.isEmpty()) {
      throw new IllegalArgumentException("not understood: " + words);
    }
    return new Document(
        type,
        issuer,
        app ? DocumentForm.APP : DocumentForm.PHYSICAL,
        photo,
        cpr,
        temporary,
        expiresOn == null ? null : LocalDate.parse(expiresOn),
        noExpiryDate,
        issuedOn == null ? null : LocalDate.parse(issuedOn.substring("issued=".length())),
        year == null ? null : Integer.valueOf(year.substring("year=".length())),
        name);
  }

  private static Truth truth(Set<String> words, String yes, String no, Truth otherwise) {
    if (words.remove(yes)) {
      return Truth.TRUE;
    }
    return words.remove(no) ? Truth.FALSE : otherwise;
  }

  /** Takes out the word that begins in one of these ways. */
  private static @Nullable String valued(Set<String> words, String... beginnings) {
    String found =
        words.stream()
            .filter(word -> Arrays.stream(beginnings).anyMatch(word::startsWith))
            .findFirst()
            .orElse(null);
    words.removeIf(word -> word.equals(found));
    return found;
  }
}
