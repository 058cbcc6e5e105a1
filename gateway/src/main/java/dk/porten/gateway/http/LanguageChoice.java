package dk.porten.gateway.http;

import dk.porten.core.pack.Language;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The language that a caller gets.
 *
 * @param language one of ours
 * @param isSubstitute whether the caller named languages and none of ours is among them
 */
record LanguageChoice(Language language, boolean isSubstitute) {

  private static final String ANY = "*";

  /** Chooses by {@code Accept-Language} (RFC 9110). */
  static LanguageChoice of(@Nullable String acceptLanguage) {
    return new LanguageChoice(
        Languages.preferred(acceptLanguage),
        acceptLanguage != null && namesOnlyOthers(Preference.parse(acceptLanguage)));
  }

  private static boolean namesOnlyOthers(List<Preference> preferences) {
    List<Preference> named =
        preferences.stream()
            .filter(preference -> preference.quality() > 0)
            .filter(preference -> !preference.value().isEmpty() && !preference.value().equals(ANY))
            .toList();
    return !named.isEmpty()
        && named.stream()
            .noneMatch(
                preference ->
                    Arrays.stream(Language.values())
                        .anyMatch(language -> Languages.names(preference, language)));
  }
}
