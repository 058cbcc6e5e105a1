package dk.porten.gateway.http.head;

import dk.porten.core.pack.Language;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The language that a caller gets.
 *
 * @param language one of ours
 * @param isSubstitute whether the caller named languages and none of ours is among them
 */
public record LanguageChoice(Language language, boolean isSubstitute) {

  /** An entry that stands for every language that is not named. */
  private static final String ANY = "*";

  /**
   * Chooses by {@code Accept-Language} (RFC 9110): the language of ours that is liked best; Danish
   * if none is asked for. One that is named comes before one that is as good as any, and one that
   * is refused comes last.
   */
  public static LanguageChoice of(HttpServerRequest request) {
    String acceptLanguage = RequestHead.list(request, HttpHeaders.ACCEPT_LANGUAGE);
    if (acceptLanguage == null) {
      return new LanguageChoice(Language.DA, false);
    }
    Set<Language> unnamed = EnumSet.allOf(Language.class);
    Language best = null;
    int bestQuality = 0;
    int anyQuality = 0;
    boolean namesOther = false;
    for (String entry : RequestHead.entries(acceptLanguage)) {
      Preference preference = Preference.parse(entry);
      Language named = named(preference);
      if (preference.value().equals(ANY)) {
        anyQuality = preference.quality();
      } else if (named == null) {
        namesOther |= preference.quality() > 0 && !preference.value().isEmpty();
      } else {
        unnamed.remove(named);
        if (preference.quality() > bestQuality) {
          best = named;
          bestQuality = preference.quality();
        }
      }
    }
    boolean isSubstitute = best == null && namesOther;
    if (!unnamed.isEmpty() && (best == null || anyQuality > bestQuality)) {
      return new LanguageChoice(unnamed.iterator().next(), isSubstitute);
    }
    return new LanguageChoice(best == null ? Language.DA : best, isSubstitute);
  }

  /** Returns the language of ours that an entry names, whatever the region; null if none. */
  private static @Nullable Language named(Preference preference) {
    for (Language language : Language.values()) {
      if (preference.value().equals(language.code())
          || preference.value().startsWith(language.code() + "-")) {
        return language;
      }
    }
    return null;
  }
}
