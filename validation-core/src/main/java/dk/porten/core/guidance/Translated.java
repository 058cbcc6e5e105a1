package dk.porten.core.guidance;

import dk.porten.core.pack.Language;
import java.util.Map;
import java.util.Objects;

/** A text in every language; the Danish one is the original. */
public record Translated(Map<Language, String> texts) {

  public Translated {
    texts = Map.copyOf(texts);
  }

  /** Returns the text in a language. */
  public String in(Language language) {
    return Objects.requireNonNull(texts.get(language));
  }
}
