package dk.porten.gateway.http;

import dk.porten.core.pack.Language;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The choice of a language by {@code Accept-Language} (RFC 9110). */
final class Languages {

  /** An entry that stands for every language that is not named. */
  static final String ANY = "*";

  private Languages() {}

  /**
   * Returns the language of ours that is liked best; Danish if none is asked for. One that is named
   * comes before one that is as good as any, and one that is refused comes last.
   */
  static Language preferred(@Nullable String acceptLanguage) {
    if (acceptLanguage == null) {
      return Language.DA;
    }
    Set<Language> unnamed = EnumSet.allOf(Language.class);
    Language best = null;
    int bestQuality = 0;
    int anyQuality = 0;
    for (String entry : HeaderList.of(acceptLanguage)) {
      Preference preference = Preference.parse(entry);
      if (preference.value().equals(ANY)) {
        anyQuality = preference.quality();
      }
      for (Language language : Language.values()) {
        if (names(preference, language)) {
          unnamed.remove(language);
          if (preference.quality() > bestQuality) {
            best = language;
            bestQuality = preference.quality();
          }
        }
      }
    }
    if (!unnamed.isEmpty() && (best == null || anyQuality > bestQuality)) {
      return unnamed.iterator().next();
    }
    return best == null ? Language.DA : best;
  }

  /** Says whether an entry names a language, whatever the region. */
  static boolean names(Preference preference, Language language) {
    return preference.value().equals(language.code())
        || preference.value().startsWith(language.code() + "-");
  }
}
