package dk.porten.gateway.http;

import dk.porten.core.pack.Language;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The language that a caller gets.
 *
 * @param language one of ours
 * @param isSubstitute whether the caller named languages and none of ours is among them
 */
record LanguageChoice(Language language, boolean isSubstitute) {

  /** Chooses by {@code Accept-Language} (RFC 9110). */
  static LanguageChoice of(@Nullable String acceptLanguage) {
    return new LanguageChoice(
        Languages.preferred(acceptLanguage),
        acceptLanguage != null && namesOnlyOthers(acceptLanguage));
  }

  private static boolean namesOnlyOthers(String acceptLanguage) {
    boolean namesOne = false;
    for (String entry : HeaderList.of(acceptLanguage)) {
      Preference preference = Preference.parse(entry);
      String value = preference.value();
      if (preference.quality() > 0 && !value.isEmpty() && !value.equals(Languages.ANY)) {
        if (Arrays.stream(Language.values()).anyMatch(ours -> Languages.names(preference, ours))) {
          return false;
        }
        namesOne = true;
      }
    }
    return namesOne;
  }
}
