package dk.porten.gateway.http.question;

import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Venue;
import dk.porten.gateway.http.json.Codes;
import dk.porten.gateway.http.json.RequestObject;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the documents of a request, the citizen's or the witness's. */
public final class DocumentReader {

  static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);
  static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);

  private static final Codes<DocumentType> TYPES =
      new Codes<>(List.of(DocumentType.values()), DocumentType::code);
  private static final Codes<DocumentForm> FORMS =
      new Codes<>(List.of(DocumentForm.values()), DocumentForm::code);
  private static final Codes<Venue> VENUES = new Codes<>(List.of(Venue.values()), Venue::code);
  private static final Codes<Country> COUNTRIES =
      new Codes<>(StreamSupport.stream(Country.all().spliterator(), false).toList(), Country::code);

  private DocumentReader() {}

  /** Reads the member {@code documents}, which must be there. */
  public static List<Document> documents(RequestObject request) {
    return request.requiredObjects("documents", DocumentQuestion.MAX_DOCUMENTS).stream()
        .map(DocumentReader::document)
        .toList();
  }

  /** Reads the member {@code venue}. */
  public static Venue venue(RequestObject request) {
    return Objects.requireNonNullElse(request.choice("venue", VENUES), Venue.CITIZEN_SERVICE);
  }

  private static Document document(RequestObject json) {
    DocumentType type = json.requiredChoice("type", TYPES);
    DocumentForm form = json.choice("form", FORMS);
    var document =
        new Document(
            type,
            issuer(json, type),
            form == null ? DocumentForm.PHYSICAL : form,
            json.flag("photo", type.hasPhotoByDefault()),
            json.truth("cprNumberShown"),
            json.flag("temporary", false),
            date(json, "expiresOn"),
            json.flag("noExpiryDate", false),
            date(json, "issuedOn"),
            json.integer("year", 1, LAST_DATE.getYear()),
            json.truth("nameMatchesCpr"));
    json.end();
    return document;
  }

  private static @Nullable Country issuer(RequestObject json, DocumentType type) {
    return type.isIssuerOptional()
        ? json.choice("issuer", COUNTRIES)
        : json.requiredChoice("issuer", COUNTRIES);
  }

  /** Reads a date of the widest range. */
  public static @Nullable LocalDate date(RequestObject json, String name) {
    return json.date(name, FIRST_DATE, LAST_DATE);
  }
}
