package dk.porten.core.witness;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.FactSets;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.UnknownFact;
import dk.porten.core.pack.DocumentCriteria;
import dk.porten.core.pack.DocumentRules;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.Standing;
import dk.porten.core.pack.WitnessRules;
import dk.porten.core.pack.WitnessRules.Quota;
import dk.porten.core.witness.WitnessAnswer.QuotaUse;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A pack's witness rules (W1–W9), compiled. Each clause is true, false or unknown on a day; the
 * verdict is their conjunction. Immutable; any thread may call.
 */
public final class WitnessDecision {

  private static final MonthDay LEAP_DAY = MonthDay.of(2, 29);

  /** No later day is judged: a date has four digits for its year. */
  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final WitnessRules rules;
  private final DocumentCriteria criteria;

  /**
   * Compiles the rules.
   *
   * @param documents the same pack's rules for documents, of which the name and year are judged
   *     here too; null if it has none
   */
  public WitnessDecision(WitnessRules rules, @Nullable DocumentRules documents) {
    this.rules = rules;
    criteria = new DocumentCriteria(documents, rules.documents());
  }

  /**
   * Decides whether the person may be the witness.
   *
   * @param fact what is recorded of the witness; null if the question does not say who it is
   */
  public WitnessAnswer decide(WitnessQuestion question, @Nullable AttestationFact fact) {
    AttestationWindow window =
        fact == null ? null : new AttestationWindow(rules.quota(), fact.attestations());
    Map<ReasonCode, Truth> clauses = clauses(question, window, question.on());
    if (question.professional()) {
      clauses.remove(ReasonCode.QUOTA_EXHAUSTED);
    }
    List<ReasonCode> reasons =
        clauses.entrySet().stream()
            .filter(clause -> clause.getValue() == Truth.FALSE)
            .map(Map.Entry::getKey)
            .toList();
    QuotaUse quota = window == null ? null : quotaUse(window, question.on());
    if (!reasons.isEmpty()) {
      return answer(WitnessVerdict.NOT_ALLOWED, reasons, quota, allowedFrom(question, window));
    }
    if (question.professional()) {
      List<ReasonCode> professional = List.of(ReasonCode.PROFESSIONAL_WITNESS);
      return answer(WitnessVerdict.NEEDS_ASSESSMENT, professional, quota, null);
    }
    if (all(clauses) == Truth.TRUE) {
      return answer(WitnessVerdict.ALLOWED, reasons, quota, question.on());
    }
    return new WitnessAnswer(
        WitnessVerdict.NEEDS_ASSESSMENT,
        reasons,
        unknown(question),
        unknownOfDocuments(question),
        quota,
        null);
  }

  /**
   * Decides whether an attestation may be recorded: by the same clauses, but only a witness of whom
   * nothing is unknown and no professional one.
   *
   * @param question with both persons
   * @param fact everything that is recorded of the witness
   */
  public RecordingVerdict decideRecording(WitnessQuestion question, AttestationFact fact) {
    WitnessAnswer answer = decide(question, fact);
    if (answer.verdict() == WitnessVerdict.ALLOWED) {
      return new RecordingVerdict.Allowed(standingAfter(question, fact));
    }
    if (!answer.reasons().equals(List.of(ReasonCode.QUOTA_EXHAUSTED))) {
      return new RecordingVerdict.NotEligible(
          answer.reasons(), answer.unknown(), answer.unknownOfDocuments());
    }
    Map<ReasonCode, Truth> others = clauses(question, null, question.on());
    others.remove(ReasonCode.QUOTA_EXHAUSTED);
    if (all(others) == Truth.TRUE) {
      return new RecordingVerdict.Exhausted(
          new QuotaStanding(Objects.requireNonNull(answer.quota()), answer.allowedFrom()));
    }
    return new RecordingVerdict.NotEligible(
        answer.reasons(), unknown(question), unknownOfDocuments(question));
  }

  /**
   * Tells how a person stands with the quota, which alone decides, for somebody not yet helped
   * (W8).
   */
  public QuotaStanding standing(AttestationFact fact, LocalDate on) {
    var window = new AttestationWindow(rules.quota(), fact.attestations());
    var days = new TreeSet<LocalDate>();
    days.add(on);
    window.changes(days::add);
    LocalDate allowedFrom =
        days.tailSet(on, true).stream()
            .filter(day -> window.hasPlace(day, null))
            .findFirst()
            .orElse(null);
    return new QuotaStanding(quotaUse(window, on), allowedFrom);
  }

  /**
   * Says whether one more attestation keeps the quota (W4), whatever the other clauses say.
   *
   * @param fact everything that is recorded of the witness
   */
  public boolean keepsQuota(LocalDate on, Person applicant, AttestationFact fact) {
    return new AttestationWindow(rules.quota(), fact.attestations()).hasPlace(on, applicant);
  }

  /** W8: the standing for a person not yet helped, with the new attestation among the others. */
  private QuotaStanding standingAfter(WitnessQuestion question, AttestationFact before) {
    var attestations = new ArrayList<>(before.attestations());
    attestations.add(
        new Attestation(question.on(), Objects.requireNonNull(question.applicant()).hash()));
    var window = new AttestationWindow(rules.quota(), attestations);
    return new QuotaStanding(
        quotaUse(window, question.on()), allowedFrom(question.forSomebodyNew(), window));
  }

  private static WitnessAnswer answer(
      WitnessVerdict verdict,
      List<ReasonCode> reasons,
      @Nullable QuotaUse quota,
      @Nullable LocalDate allowedFrom) {
    return new WitnessAnswer(verdict, reasons, List.of(), List.of(), quota, allowedFrom);
  }

  /** Returns each clause's truth on a day, by the code which says that it is false. */
  private Map<ReasonCode, Truth> clauses(
      WitnessQuestion question, @Nullable AttestationWindow window, LocalDate day) {
    var clauses = new EnumMap<ReasonCode, Truth>(ReasonCode.class);
    clauses.put(ReasonCode.UNDER_AGE, notBefore(day, adultFrom(question)));
    clauses.put(ReasonCode.MITID_TOO_NEW, notBefore(day, mitIdOldEnoughFrom(question)));
    clauses.put(ReasonCode.DOCUMENT_NOT_ACCEPTED, showsDocument(question, day));
    clauses.put(
        ReasonCode.QUOTA_EXHAUSTED,
        window == null ? Truth.UNKNOWN : Truth.of(window.hasPlace(day, question.applicant())));
    clauses.put(ReasonCode.SAME_PERSON, isSomebodyElse(question));
    return clauses;
  }

  /** W1: the day on which the witness is old enough; null if unknown. */
  private @Nullable LocalDate adultFrom(WitnessQuestion question) {
    LocalDate birthDate = question.birthDate();
    if (birthDate == null) {
      return null;
    }
    LocalDate birthday = birthDate.plusYears(rules.minimumAge());
    boolean leapDayIsMissing = MonthDay.from(birthDate).equals(LEAP_DAY) && !birthday.isLeapYear();
    return leapDayIsMissing ? birthday.plusDays(1) : birthday;
  }

  /** W2: the first day on which the witness has had MitID for long enough; null if unknown. */
  private @Nullable LocalDate mitIdOldEnoughFrom(WitnessQuestion question) {
    LocalDate since = question.mitIdSince();
    return since == null ? null : since.plusDays(rules.mitIdMoreThanDays() + 1L);
  }

  /** W3. */
  private Truth showsDocument(WitnessQuestion question, LocalDate day) {
    if (question.documents() == null) {
      return Truth.UNKNOWN;
    }
    Truth shown = Truth.FALSE;
    for (Document document : question.documents()) {
      Standing standing = criteria.judge(document, day, question.venue());
      if (standing.certainClasses() != 0) {
        return Truth.TRUE;
      }
      shown = standing.possibleClasses() != 0 ? Truth.UNKNOWN : shown;
    }
    return shown;
  }

  /** W5. */
  private static Truth isSomebodyElse(WitnessQuestion question) {
    Person applicant = question.applicant();
    if (applicant == null) {
      return Truth.TRUE;
    }
    return question.personId() == null
        ? Truth.UNKNOWN
        : Truth.of(!applicant.id().equals(question.personId()));
  }

  /** Tries the day and each later one on which a clause may turn (W8). */
  private @Nullable LocalDate allowedFrom(
      WitnessQuestion question, @Nullable AttestationWindow window) {
    if (question.professional()) {
      return null;
    }
    for (LocalDate day : turningDays(question, window).tailSet(question.on(), true)) {
      Truth allowed = all(clauses(question, window, day));
      if (allowed != Truth.FALSE || day.isAfter(LAST_DAY)) {
        return allowed == Truth.TRUE && !day.isAfter(LAST_DAY) ? day : null;
      }
    }
    return null;
  }

  private NavigableSet<LocalDate> turningDays(
      WitnessQuestion question, @Nullable AttestationWindow window) {
    var days = new TreeSet<LocalDate>();
    days.add(question.on());
    LocalDate adultFrom = adultFrom(question);
    if (adultFrom != null) {
      days.add(adultFrom);
    }
    LocalDate mitIdOldEnoughFrom = mitIdOldEnoughFrom(question);
    if (mitIdOldEnoughFrom != null) {
      days.add(mitIdOldEnoughFrom);
    }
    if (question.documents() != null) {
      question.documents().forEach(document -> criteria.changes(document, days::add));
    }
    if (window != null) {
      window.changes(days::add);
    }
    return days;
  }

  private QuotaUse quotaUse(AttestationWindow window, LocalDate on) {
    Quota quota = rules.quota();
    int used = window.used(on);
    return new QuotaUse(quota, used, Math.max(0, quota.limit() - used));
  }

  /** W9. */
  private static List<WitnessFact> unknown(WitnessQuestion question) {
    var unknown = new ArrayList<WitnessFact>();
    if (question.personId() == null) {
      unknown.add(WitnessFact.PERSON_ID);
    }
    if (question.birthDate() == null) {
      unknown.add(WitnessFact.BIRTH_DATE);
    }
    if (question.mitIdSince() == null) {
      unknown.add(WitnessFact.MITID_SINCE);
    }
    if (question.documents() == null) {
      unknown.add(WitnessFact.DOCUMENTS);
    }
    return unknown;
  }

  private List<UnknownFact> unknownOfDocuments(WitnessQuestion question) {
    var sets = new FactSets();
    List<Document> documents = question.documents() == null ? List.of() : question.documents();
    for (int i = 0; i < documents.size(); i++) {
      Standing standing = criteria.judge(documents.get(i), question.on(), question.venue());
      if (standing.possibleClasses() != 0) {
        sets.add(i, standing.decisiveFacts());
      }
    }
    return sets.union();
  }

  private static Truth all(Map<ReasonCode, Truth> clauses) {
    return clauses.values().stream().reduce(Truth.TRUE, Truth::and);
  }

  private static Truth notBefore(LocalDate day, @Nullable LocalDate from) {
    return from == null ? Truth.UNKNOWN : Truth.of(!day.isBefore(from));
  }
}
