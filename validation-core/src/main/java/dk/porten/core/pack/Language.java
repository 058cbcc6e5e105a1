package dk.porten.core.pack;

import java.util.Locale;

/** A language that sentences are written in. */
public enum Language {
  DA,
  EN;

  /** Returns the ISO 639-1 code. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
