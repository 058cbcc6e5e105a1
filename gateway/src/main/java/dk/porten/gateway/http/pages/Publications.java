package dk.porten.gateway.http.pages;

import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.pack.Language;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.ReasonTexts;
import dk.porten.core.pack.RulePack;
import dk.porten.gateway.auth.Callers;
import dk.porten.gateway.auth.Scope;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.http.json.JsonWriter;
import dk.porten.gateway.http.problem.ProblemCode;
import dk.porten.gateway.http.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;

/** What everybody may read: the rule packs, the reason codes, where to sign in. */
final class Publications {

  private final PackShelf shelf;
  private final Clock clock;

  Publications(PackShelf shelf, Clock clock) {
    this.shelf = shelf;
    this.clock = clock;
  }

  /** Returns the packs in force today. */
  Publication rulePacks() {
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
  Publication rulePack(String name) {
    if (shelf.choose(name, null, clock.instant()) instanceof PackChoice.Found found) {
      return Publication.json(json -> RulePackWriter.write(found.pack().pack(), json));
    }
    throw new ProblemException(ProblemCode.NOT_FOUND);
  }

  /** Returns each code's clause, source and sentences. */
  static Publication reasonCodes(ReasonTexts texts) {
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

  /** Returns how people sign in to the console; in the demo they do not. */
  static Publication signIn(Callers callers, Optional<SignIn> place) {
    return Publication.json(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("demo", callers.needNoToken());
          if (place.isPresent()) {
            write(place.get(), json);
          }
          json.writeEndObject();
        });
  }

  private static void write(SignIn place, JsonWriter json) {
    json.writeStringField("issuer", place.issuer());
    json.writeStringField("clientId", place.clientId());
    json.writeStringField("scopes", String.join(" ", place.scopes()));
    if (place.audience().isPresent()) {
      json.writeStringField("audience", place.audience().get());
    }
    if (place.contact().isPresent()) {
      json.writeStringField("contact", place.contact().get());
    }
    json.writeArrayFieldStart("scopeClaims");
    place.names().scopes().forEach(json::writeString);
    json.writeEndArray();
    json.writeObjectFieldStart("scopeNames");
    for (Scope scope : Scope.values()) {
      json.writeArrayFieldStart(scope.code());
      place.names().namesOf(scope).forEach(json::writeString);
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
