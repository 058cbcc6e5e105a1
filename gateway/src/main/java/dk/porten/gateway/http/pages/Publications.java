package dk.porten.gateway.http.pages;

import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.core.pack.RulePack;
import dk.porten.gateway.http.exchange.Publication;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import java.time.Clock;

/** What everybody may read: the rule packs, the reason codes, the contract. */
public final class Publications {

  private final PackShelf shelf;
  private final Clock clock;
  private final Publication reasonCodes;
  private final Publication contract;

  public Publications(PackShelf shelf, ReasonTexts texts, Clock clock) {
    this.shelf = shelf;
    this.clock = clock;
    reasonCodes = reasonCodes(texts);
    contract = Publication.of("application/yaml", PackagedFiles.bytes("/openapi.yaml"));
  }

  /** Returns the packs in force today. */
  public Publication rulePacks() {
    return Publication.json(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("rulePacks");
          for (RulePack pack : shelf.inForce(clock.instant())) {
            RulePackWriter.writeSummary(pack, json);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  /**
   * Returns one pack whole.
   *
   * @param name an id, for the version in force today, or {@code id@version}
   */
  public Publication rulePack(String name) {
    if (shelf.choose(name, null, clock.instant()) instanceof PackChoice.Found found) {
      return Publication.json(json -> RulePackWriter.write(found.pack().pack(), json));
    }
    throw new ProblemException(ProblemCode.NOT_FOUND);
  }

  /** Returns each code's clause, source and sentences. */
  public Publication reasonCodes() {
    return reasonCodes;
  }

  /** Returns the OpenAPI document. */
  public Publication contract() {
    return contract;
  }

  private static Publication reasonCodes(ReasonTexts texts) {
    return Publication.json(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("reasonCodes");
          for (ReasonCode code : ReasonCode.values()) {
            ReasonTexts.Text text = texts.of(code);
            json.writeStartObject();
            json.writeStringField("code", code.code());
            json.writeStringField("clause", text.clause());
            json.writeStringField("source", text.source());
            json.writeObjectFieldStart("message");
            for (Language language : Language.values()) {
              json.writeStringField(language.code(), text.in(language));
            }
            json.writeEndObject();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
