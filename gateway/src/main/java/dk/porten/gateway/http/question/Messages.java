package dk.porten.gateway.http.question;

import dk.porten.core.pack.Language;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.gateway.http.json.JsonAnswer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The sentence of each reason in each language, encoded once. */
public final class Messages {

  private final Map<Language, Map<ReasonCode, byte[]>> members = new EnumMap<>(Language.class);

  public Messages(ReasonTexts texts) {
    for (Language language : Language.values()) {
      var encoded = new EnumMap<ReasonCode, byte[]>(ReasonCode.class);
      for (ReasonCode code : ReasonCode.values()) {
        String sentence = texts.of(code).in(language);
        encoded.put(code, JsonAnswer.encoded(json -> json.writeStringField("message", sentence)));
      }
      members.put(language, encoded);
    }
  }

  /** Returns the member {@code message}. */
  public byte[] of(ReasonCode code, Language language) {
    return Objects.requireNonNull(Objects.requireNonNull(members.get(language)).get(code));
  }
}
