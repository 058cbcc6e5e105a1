package dk.porten.gateway.http;

import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Venue;
import dk.porten.gateway.http.document.DocumentCheck;
import dk.porten.gateway.http.json.FaultCode;
import dk.porten.gateway.http.json.Faults;
import dk.porten.gateway.http.json.TreeObject;
import dk.porten.gateway.http.question.PackRequest;
import dk.porten.gateway.http.userid.UserIdBatchCheck;
import dk.porten.gateway.http.userid.UserIdCheck;
import dk.porten.gateway.http.visit.VisitCheck;
import dk.porten.gateway.http.witness.WitnessCheck;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The questions of the checks, read from a tree. */
final class TreeQuestions {

  private static final Map<String, DocumentType> TYPES =
      byCode(List.of(DocumentType.values()), DocumentType::code);
  private static final Map<String, DocumentForm> FORMS =
      byCode(List.of(DocumentForm.values()), DocumentForm::code);
  private static final Map<String, Venue> VENUES = byCode(List.of(Venue.values()), Venue::code);
  private static final Map<String, Country> COUNTRIES = byCode(Country.all(), Country::code);

  private TreeQuestions() {}

  /** Reads a question by one of the methods below, or throws what is wrong with it. */
  static <Q> Q read(Function<TreeObject, Q> reading, byte[] body, Faults faults) {
    TreeObject request = TreeObject.parse(body, faults);
    Q question = reading.apply(request);
    request.end();
    faults.throwIfAny();
    return question;
  }

  static UserIdCheck.Question userIdCheck(TreeObject request) {
    return new UserIdCheck.Question(
        request.requiredText("userId", 512), rules(request), request.integer("suggestions", 0, 10));
  }

  static UserIdBatchCheck.Question batch(TreeObject request) {
    return new UserIdBatchCheck.Question(
        request.requiredTexts("userIds", 1_000, 512), rules(request));
  }

  static DocumentCheck.Question documentCheck(TreeObject request) {
    Integer bringLimit = request.integer("bringLimit", 0, 200);
    boolean livesAbroad = request.flag("livesAbroad", false);
    boolean isForeigner = request.flag("foreigner", false);
    return new DocumentCheck.Question(
        documents(request),
        venue(request),
        Objects.requireNonNullElse(bringLimit, 5),
        livesAbroad || isForeigner,
        rules(request));
  }

  static WitnessCheck.Question witnessCheck(TreeObject request) {
    TreeObject witness = request.requiredObject("witness");
    UUID personId = witness.person("personId");
    UUID applicant = applicant(request);
    Venue venue = venue(request);
    return witness(witness, personId, applicant, venue, rules(request));
  }

  static VisitCheck.Question visitCheck(TreeObject request) {
    DocumentCheck.Question documents = documentCheck(request);
    UUID applicant = applicant(request);
    WitnessCheck.Question comesAlong = null;
    if (request.has("witness")) {
      TreeObject witness = request.requiredObject("witness");
      UUID personId = witness.person("personId");
      comesAlong = witness(witness, personId, applicant, documents.venue(), documents.rules());
    }
    return new VisitCheck.Question(
        documents,
        comesAlong,
        request.truth("canAnswerControlQuestions"),
        request.has("userIds") ? request.requiredTexts("userIds", 10, 512) : List.of());
  }

  private static @Nullable UUID applicant(TreeObject request) {
    if (!request.has("applicant")) {
      return null;
    }
    TreeObject applicant = request.requiredObject("applicant");
    UUID personId = applicant.requiredPerson("personId");
    applicant.end();
    return personId;
  }

  private static WitnessCheck.Question witness(
      TreeObject witness,
      @Nullable UUID personId,
      @Nullable UUID applicant,
      Venue venue,
      PackRequest rules) {
    var question =
        new WitnessCheck.Question(
            personId,
            date(witness, "birthDate"),
            date(witness, "mitIdSince"),
            witness.flag("professional", false),
            witness.has("documents") ? documents(witness) : null,
            applicant,
            venue,
            rules);
    witness.end();
    return question;
  }

  private static PackRequest rules(TreeObject request) {
    String rulePack = request.text("rulePack", 64);
    if (rulePack != null
        && rulePack.length() <= 64
        && !rulePack.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*(@[1-9][0-9]{0,8})?")) {
      request.fault("rulePack", FaultCode.UNKNOWN_VALUE);
    }
    return new PackRequest(
        Objects.requireNonNullElse(rulePack, "mitid-national"),
        request.date("on", LocalDate.of(1900, 1, 1), LocalDate.of(2199, 12, 31)));
  }

  private static Venue venue(TreeObject request) {
    return Objects.requireNonNullElse(request.choice("venue", VENUES), Venue.CITIZEN_SERVICE);
  }

  private static List<Document> documents(TreeObject request) {
    return request.requiredObjects("documents", 20).stream().map(TreeQuestions::document).toList();
  }

  private static Document document(TreeObject json) {
    DocumentType type = json.requiredChoice("type", TYPES);
    DocumentForm form = json.choice("form", FORMS);
    var document =
        new Document(
            type,
            type.isIssuerOptional()
                ? json.choice("issuer", COUNTRIES)
                : json.requiredChoice("issuer", COUNTRIES),
            form == null ? DocumentForm.PHYSICAL : form,
            json.flag("photo", type.hasPhotoByDefault()),
            json.truth("cprNumberShown"),
            json.flag("temporary", false),
            date(json, "expiresOn"),
            json.flag("noExpiryDate", false),
            date(json, "issuedOn"),
            json.integer("year", 1, 9999),
            json.truth("nameMatchesCpr"));
    json.end();
    return document;
  }

  private static @Nullable LocalDate date(TreeObject json, String name) {
    return json.date(name, LocalDate.of(1, 1, 1), LocalDate.of(9999, 12, 31));
  }

  private static <T> Map<String, T> byCode(Iterable<T> values, Function<T, String> code) {
    var byCode = new LinkedHashMap<String, T>();
    values.forEach(value -> byCode.put(code.apply(value), value));
    return byCode;
  }
}
