package dk.porten.gateway.http;

import com.fasterxml.jackson.core.io.SerializedString;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.ReasonTexts;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The sentence of each reason in each language, encoded once. */
final class Messages {

  private final Map<Language, Map<ReasonCode, SerializedString>> sentences =
      new EnumMap<>(Language.class);

  Messages(ReasonTexts texts) {
    for (Language language : Language.values()) {
      var encoded = new EnumMap<ReasonCode, SerializedString>(ReasonCode.class);
      for (ReasonCode code : ReasonCode.values()) {
        encoded.put(code, new SerializedString(texts.of(code).in(language)));
      }
      sentences.put(language, encoded);
    }
  }

  SerializedString of(ReasonCode code, Language language) {
    return Objects.requireNonNull(Objects.requireNonNull(sentences.get(language)).get(code));
  }
}
