package dk.porten.gateway.http.question;

import dk.porten.core.pack.DocumentClass;
import dk.porten.gateway.http.json.JsonWriter;

/** Writes what a class of documents takes: the same in an answer and in a rule pack. */
public final class DocumentClassWriter {

  private DocumentClassWriter() {}

  /** Writes the member {@code anyOf}: the documents that are of a class. */
  public static void writeAnyOf(DocumentClass documentClass, JsonWriter json) {
    json.writeArrayFieldStart("anyOf");
    for (DocumentClass.Acceptance line : documentClass.accepts()) {
      json.writeStartObject();
      json.writeCodeField("type", line.type().code());
      DocumentClass.Issuers issuers = line.issuers();
      json.writeArrayFieldStart(issuers.except() ? "issuersExcept" : "issuers");
      for (var country : issuers.listed()) {
        json.writeString(country.code());
      }
      json.writeEndArray();
      json.writeArrayFieldStart("forms");
      for (var form : line.forms().stream().sorted().toList()) {
        json.writeString(form.code());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
