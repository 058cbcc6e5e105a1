package dk.porten.core.witness;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pack's witness rules (W1–W9), compiled. Each clause is true, false or unknown on a day; the
 * verdict is their conjunction. Immutable; any thread may call.
 */
public final class WitnessDecision {

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
    return decide(question, clauses(question, fact));
  }

  /**
   * Decides the same for a caller who needs the clauses too.
   *
   * @param clauses of the question, by {@link #clauses(WitnessQuestion, AttestationFact)}
   */
  public WitnessAnswer decide(WitnessQuestion question, WitnessClauses clauses) {
    AttestationWindow window = clauses.window();
    QuotaUse quota = window == null ? null : quotaUse(window, question.on());
    Truth allowed = clauses.all(question.on());
    if (allowed == Truth.FALSE) {
      List<ReasonCode> reasons = clauses.reasons(question.on());
      LocalDate allowedFrom = allowedFrom(question, clauses);
      return answer(WitnessVerdict.NOT_ALLOWED, reasons, quota, allowedFrom);
    }
    if (question.professional()) {
      List<ReasonCode> professional = List.of(ReasonCode.PROFESSIONAL_WITNESS);
      return answer(WitnessVerdict.NEEDS_ASSESSMENT, professional, quota, null);
    }
    if (allowed == Truth.TRUE) {
      return answer(WitnessVerdict.ALLOWED, List.of(), quota, question.on());
    }
    return new WitnessAnswer(
        WitnessVerdict.NEEDS_ASSESSMENT,
        List.of(),
        unknown(question),
        unknownOfDocuments(question),
        quota,
        null);
  }

  /**
   * Decides nothing but whether the person may be the witness, on any day.
   *
   * @param fact what is recorded of the witness; null if the question does not say who it is
   */
  public WitnessClauses clauses(WitnessQuestion question, @Nullable AttestationFact fact) {
    return clausesIn(
        fact == null ? null : new AttestationWindow(rules.quota(), fact.attestations()), question);
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
    if (clausesIn(null, question).allButQuota(question.on()) == Truth.TRUE) {
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
    LocalDate day = on;
    while (day != null && !window.hasPlace(day, null)) {
      day = window.nextChange(day);
    }
    return new QuotaStanding(quotaUse(window, on), day);
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
    WitnessQuestion forSomebodyNew = question.forSomebodyNew();
    return new QuotaStanding(
        quotaUse(window, question.on()),
        allowedFrom(forSomebodyNew, clausesIn(window, forSomebodyNew)));
  }

  private static WitnessAnswer answer(
      WitnessVerdict verdict,
      List<ReasonCode> reasons,
      @Nullable QuotaUse quota,
      @Nullable LocalDate allowedFrom) {
    return new WitnessAnswer(verdict, reasons, List.of(), List.of(), quota, allowedFrom);
  }

  private WitnessClauses clausesIn(@Nullable AttestationWindow window, WitnessQuestion question) {
    return new WitnessClauses(rules, question, standings(question), window);
  }

  private Standing @Nullable [] standings(WitnessQuestion question) {
    return question.documents() == null
        ? null
        : criteria.judge(question.documents(), question.on(), question.venue());
  }

  /** Tries the day and each later one on which a clause may turn (W8). */
  private static @Nullable LocalDate allowedFrom(WitnessQuestion question, WitnessClauses clauses) {
    if (question.professional()) {
      return null;
    }
    LocalDate day = question.on();
    while (day != null && !day.isAfter(LAST_DAY)) {
      Truth allowed = clauses.all(day);
      if (allowed != Truth.FALSE) {
        return allowed == Truth.TRUE ? day : null;
      }
      day = clauses.nextGain(day);
    }
    return null;
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
    Standing[] standings = standings(question);
    for (int i = 0; standings != null && i < standings.length; i++) {
      if (standings[i].possibleClasses(question.on()) != 0) {
        sets.add(i, standings[i].decisiveFacts());
      }
    }
    return sets.union();
  }
}
