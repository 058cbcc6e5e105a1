package dk.porten.core.document;

import dk.porten.core.document.PackClauses.ClassClause;
import dk.porten.core.document.PackClauses.Proof;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentFact;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.pack.ReasonCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A document judged clause by clause on a day at a venue (D1–D8).
 *
 * @param codes in the order of the clauses
 * @param unknown the facts that were left out and matter to this document
 */
record JudgedDocument(
    List<ReasonCode> codes, Set<DocumentFact> unknown, Listing listing, boolean cprShownForSure) {

  private static final Set<DocumentType> BEAR_AN_EXPIRY_DATE =
      EnumSet.of(
          DocumentType.PASSPORT,
          DocumentType.DRIVING_LICENCE,
          DocumentType.RESIDENCE_PERMIT,
          DocumentType.NATIONAL_ID_CARD,
          DocumentType.MUNICIPAL_ID_CARD,
          DocumentType.FOREIGN_MINISTRY_ID_CARD,
          DocumentType.ARMED_FORCES_ID_CARD,
          DocumentType.NATO_PASSPORT,
          DocumentType.POLICE_ID_CARD,
          DocumentType.BANK_ID_CARD,
          DocumentType.MOPED_CERTIFICATE,
          DocumentType.SPECIAL_HEALTH_INSURANCE_CARD);

  static JudgedDocument judge(PackClauses pack, Document document, LocalDate on, Listing listing) {
    var unknown = EnumSet.noneOf(DocumentFact.class);
    List<ReasonCode> codes = validity(pack, document, on, unknown);
    codes.addAll(listing.codes());
    if (document.cprNumberShown() == Truth.UNKNOWN) {
      unknown.add(DocumentFact.CPR_NUMBER_SHOWN);
    }
    return new JudgedDocument(codes, unknown, listing, document.cprNumberShown() == Truth.TRUE);
  }

  /** D1–D5, in order; adds to {@code unknown} the facts that are missing. */
  private static List<ReasonCode> validity(
      PackClauses pack, Document document, LocalDate on, Set<DocumentFact> unknown) {
    var codes = new ArrayList<ReasonCode>();
    // D1
    if (document.expiresOn() != null) {
      if (document.expiresOn().isBefore(on)) {
        codes.add(ReasonCode.EXPIRED);
      }
    } else if (BEAR_AN_EXPIRY_DATE.contains(document.type()) && !document.noExpiryDate()) {
      unknown.add(DocumentFact.EXPIRES_ON);
    }
    // D2
    if (document.temporary()) {
      codes.add(ReasonCode.TEMPORARY);
    }
    // D3
    if (document.type() == DocumentType.PUBLIC_BENEFIT_DOCUMENTATION) {
      if (document.issuedOn() == null) {
        unknown.add(DocumentFact.ISSUED_ON);
      } else if (document.issuedOn().isBefore(threeMonthsBefore(on))) {
        codes.add(ReasonCode.TOO_OLD);
      } else if (document.issuedOn().isAfter(on)) {
        codes.add(ReasonCode.NOT_YET_ISSUED);
      }
    }
    if (pack.nationalRules()) {
      // D4
      int yearsBack = document.type() == DocumentType.TAX_ASSESSMENT_NOTICE ? 1 : 0;
      if (document.type() == DocumentType.TAX_ASSESSMENT_NOTICE
          || document.type() == DocumentType.PRELIMINARY_INCOME_ASSESSMENT) {
        if (document.year() == null) {
          unknown.add(DocumentFact.YEAR);
        } else if (document.year() + yearsBack != on.getYear()) {
          codes.add(ReasonCode.WRONG_YEAR);
        }
      }
      // D5
      if (document.nameMatchesCpr() == Truth.UNKNOWN) {
        unknown.add(DocumentFact.NAME_MATCHES_CPR);
      } else if (document.nameMatchesCpr() == Truth.FALSE) {
        codes.add(ReasonCode.NAME_DIFFERS);
      }
    }
    return codes;
  }

  /** The same day three months earlier, or the last day of that month if it has no such day. */
  private static LocalDate threeMonthsBefore(LocalDate on) {
    int month = on.getMonthValue() > 3 ? on.getMonthValue() - 3 : on.getMonthValue() + 9;
    int year = on.getMonthValue() > 3 ? on.getYear() : on.getYear() - 1;
    int lastDay = LocalDate.of(year, month, 1).lengthOfMonth();
    return LocalDate.of(year, month, Math.min(on.getDayOfMonth(), lastDay));
  }

  /** Returns what it proves if those facts are favourable and its other unknown ones fail. */
  Proof proof(Predicate<DocumentFact> favourable) {
    boolean cprShown =
        cprShownForSure
            || (unknown.contains(DocumentFact.CPR_NUMBER_SHOWN)
                && favourable.test(DocumentFact.CPR_NUMBER_SHOWN));
    boolean valid = codes.isEmpty();
    for (DocumentFact fact : unknown) {
      valid &= fact == DocumentFact.CPR_NUMBER_SHOWN || favourable.test(fact);
    }
    var ids = new HashSet<String>();
    for (ClassClause c : listing.classes()) {
      if (valid && (cprShown || !c.cprShown())) {
        ids.add(c.id());
      }
    }
    return new Proof(ids, cprShown);
  }
}
