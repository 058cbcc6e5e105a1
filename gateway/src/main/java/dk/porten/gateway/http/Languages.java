package dk.porten.gateway.http;

import dk.porten.core.pack.Language;
import org.jspecify.annotations.Nullable;

/** The choice of a language by {@code Accept-Language} (RFC 9110). */
final class Languages {

  private Languages() {}

  /** Returns the language of ours that is liked best; Danish if none is asked for. */
  static Language preferred(@Nullable String acceptLanguage) {
    if (acceptLanguage == null) {
      return Language.DA;
    }
    Language best = Language.DA;
    double bestQuality = 0;
    for (Preference preference : Preference.parse(acceptLanguage)) {
      for (Language language : Language.values()) {
        if (names(preference, language) && preference.quality() > bestQuality) {
          best = language;
          bestQuality = preference.quality();
        }
      }
    }
    return best;
  }

  /** Says whether an entry names a language, whatever the region. */
  static boolean names(Preference preference, Language language) {
    return preference.value().equals(language.code())
        || preference.value().startsWith(language.code() + "-");
  }
}
