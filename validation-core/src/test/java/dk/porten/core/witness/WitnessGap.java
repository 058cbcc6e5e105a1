package dk.porten.core.witness;

import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentFact;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.UnknownFact;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A fact that a case leaves out, and how the case reads once it is favourable.
 *
 * @param fact a {@link WitnessFact} or an {@link UnknownFact}
 */
record WitnessGap(Object fact, UnaryOperator<WitnessCase> filled) {

  private static final UUID SOMEBODY_ELSE = UUID.randomUUID();
  private static final LocalDate LONG_AGO = LocalDate.of(1950, 1, 1);
  private static final LocalDate FAR_AHEAD = LocalDate.of(9999, 12, 31);

  private static final Document VALID_PASSPORT =
      new Document(
          DocumentType.PASSPORT,
          Country.find("DK").orElseThrow(),
          DocumentForm.PHYSICAL,
          true,
          Truth.TRUE,
          false,
          FAR_AHEAD,
          false,
          LONG_AGO,
          1950,
          Truth.TRUE);

  /** Returns every fact that is left out, in the order in which answers list them. */
  static List<WitnessGap> of(WitnessQuestion question) {
    var gaps = new ArrayList<WitnessGap>();
    addIfMissing(gaps, question.personId(), WitnessFact.PERSON_ID);
    addIfMissing(gaps, question.birthDate(), WitnessFact.BIRTH_DATE);
    addIfMissing(gaps, question.mitIdSince(), WitnessFact.MITID_SINCE);
    addIfMissing(gaps, question.documents(), WitnessFact.DOCUMENTS);
    List<Document> documents = question.documents() == null ? List.of() : question.documents();
    for (int index = 0; index < documents.size(); index++) {
      for (DocumentFact fact : DocumentFact.values()) {
        if (isMissing(documents.get(index), fact)) {
          int document = index;
          gaps.add(new WitnessGap(new UnknownFact(index, fact), c -> fill(c, document, fact)));
        }
      }
    }
    return gaps;
  }

  private static void addIfMissing(
      List<WitnessGap> gaps, @Nullable Object value, WitnessFact fact) {
    if (value == null) {
      gaps.add(new WitnessGap(fact, witness -> fill(witness, fact)));
    }
  }

  private static boolean isMissing(Document document, DocumentFact fact) {
    return switch (fact) {
      case EXPIRES_ON -> document.expiresOn() == null;
      case ISSUED_ON -> document.issuedOn() == null;
      case YEAR -> document.year() == null;
      case NAME_MATCHES_CPR -> document.nameMatchesCpr() == Truth.UNKNOWN;
      case CPR_NUMBER_SHOWN -> document.cprNumberShown() == Truth.UNKNOWN;
    };
  }

  private static WitnessCase fill(WitnessCase witness, WitnessFact fact) {
    WitnessQuestion q = witness.question();
    return new WitnessCase(
        new WitnessQuestion(
            fact == WitnessFact.PERSON_ID ? SOMEBODY_ELSE : q.personId(),
            fact == WitnessFact.BIRTH_DATE ? LONG_AGO : q.birthDate(),
            fact == WitnessFact.MITID_SINCE ? LONG_AGO : q.mitIdSince(),
            q.professional(),
            fact == WitnessFact.DOCUMENTS ? List.of(VALID_PASSPORT) : q.documents(),
            q.applicant(),
            q.on(),
            q.venue()),
        fact == WitnessFact.PERSON_ID ? new AttestationFact(List.of()) : witness.fact());
  }

  private static WitnessCase fill(WitnessCase witness, int document, DocumentFact fact) {
    WitnessQuestion q = witness.question();
    var documents = new ArrayList<>(q.documents() == null ? List.of() : q.documents());
    documents.set(document, fill(documents.get(document), fact, q.on()));
    return new WitnessCase(
        new WitnessQuestion(
            q.personId(),
            q.birthDate(),
            q.mitIdSince(),
            q.professional(),
            documents,
            q.applicant(),
            q.on(),
            q.venue()),
        witness.fact());
  }

  private static Document fill(Document document, DocumentFact fact, LocalDate on) {
    int year =
        document.type() == DocumentType.TAX_ASSESSMENT_NOTICE ? on.getYear() - 1 : on.getYear();
    return new Document(
        document.type(),
        document.issuer(),
        document.form(),
        document.photo(),
        fact == DocumentFact.CPR_NUMBER_SHOWN ? Truth.TRUE : document.cprNumberShown(),
        document.temporary(),
        fact == DocumentFact.EXPIRES_ON ? FAR_AHEAD : document.expiresOn(),
        document.noExpiryDate(),
        fact == DocumentFact.ISSUED_ON ? on : document.issuedOn(),
        fact == DocumentFact.YEAR ? Integer.valueOf(year) : document.year(),
        fact == DocumentFact.NAME_MATCHES_CPR ? Truth.TRUE : document.nameMatchesCpr());
  }
}
