package dk.porten.benchmarks.field;

import static dk.porten.benchmarks.field.DocumentRuleset.MISSING;

import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A case as the flat facts that {@link DocumentRuleset} speaks of: texts, truth values and whole
 * numbers, which every engine compares fastest. Days are counted from 1970, and what follows from
 * {@code on} alone is worked out.
 */
final class DocumentFacts {

  private static final int BENEFIT_MONTHS = 3;

  private DocumentFacts() {}

  /** Returns the facts of a case, those of its documents numbered from 1. */
  static Map<String, Object> ofCase(DocumentQuestion question) {
    Map<String, Object> facts = new HashMap<>();
    putDay(facts, question.on());
    List<Document> documents = question.documents();
    for (int i = 0; i < documents.size(); i++) {
      putDocument(facts, documents.get(i), Integer.toString(i + 1));
    }
    return facts;
  }

  /** Returns the facts of each document for itself. */
  static List<Map<String, Object>> ofDocuments(DocumentQuestion question) {
    return question.documents().stream()
        .map(
            document -> {
              Map<String, Object> facts = new HashMap<>();
              putDay(facts, question.on());
              putDocument(facts, document, "");
              return facts;
            })
        .toList();
  }

  private static void putDay(Map<String, Object> facts, LocalDate on) {
    facts.put("on", on.toEpochDay());
    facts.put("benefitFrom", on.minusMonths(BENEFIT_MONTHS).toEpochDay());
    facts.put("currentYear", (long) on.getYear());
    facts.put("previousYear", on.getYear() - 1L);
  }

  private static void putDocument(Map<String, Object> facts, Document document, String suffix) {
    Country issuer = document.issuer();
    Integer year = document.year();
    facts.put("type" + suffix, document.type().code());
    facts.put("issuer" + suffix, issuer == null ? "" : issuer.code());
    facts.put("form" + suffix, document.form().code());
    facts.put("photo" + suffix, document.photo());
    facts.put("cprNumberShown" + suffix, (long) document.cprNumberShown().ordinal());
    facts.put("temporary" + suffix, document.temporary());
    facts.put("expiresOn" + suffix, day(document.expiresOn()));
    facts.put("noExpiryDate" + suffix, document.noExpiryDate());
    facts.put("issuedOn" + suffix, day(document.issuedOn()));
    facts.put("year" + suffix, year == null ? MISSING : (long) year);
    facts.put("nameMatchesCpr" + suffix, (long) document.nameMatchesCpr().ordinal());
  }

  private static long day(@Nullable LocalDate date) {
    return date == null ? MISSING : date.toEpochDay();
  }
}
