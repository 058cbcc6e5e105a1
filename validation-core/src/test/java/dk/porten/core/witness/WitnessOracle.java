package dk.porten.core.witness;

import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.Truth;
import dk.porten.core.pack.ReasonCode;
import dk.porten.core.pack.WitnessRules.CountBy;
import dk.porten.core.pack.WitnessRules.Quota;
import dk.porten.core.witness.WitnessAnswer.QuotaUse;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * W1–W9 as they read, by trying every window, every day and every set of unknown facts: slow,
 * obvious, and sharing no code with the decision.
 */
final class WitnessOracle {

  /** By this many days after the day that is judged, nothing changes any more in a random case. */
  static final int HORIZON_DAYS = 1_200;

  private static final int LIMIT = 3;
  private static final int WINDOW_DAYS = 120;
  private static final PersonHash NEW_PERSON = new PersonHash(-1, -1, -1, -1);

  private final int mitIdMoreThanDays;
  private final CountBy countBy;
  private final ShownDocument shownDocument;

  private WitnessOracle(int mitIdMoreThanDays, CountBy countBy, ShownDocument shownDocument) {
    this.mitIdMoreThanDays = mitIdMoreThanDays;
    this.countBy = countBy;
    this.shownDocument = shownDocument;
  }

  /** Returns the oracle of a shipped pack. */
  static WitnessOracle of(String pack) {
    return switch (pack) {
      case "mitid-national" -> new WitnessOracle(30, CountBy.EVENTS, ShownDocument::national);
      case "mitid-herning" -> new WitnessOracle(10, CountBy.PERSONS, ShownDocument::herning);
      default -> throw new IllegalArgumentException(pack);
    };
  }

  WitnessVerdict verdict(WitnessCase witness) {
    WitnessQuestion question = witness.question();
    if (question.professional()) {
      return personal(question, question.on()) == Truth.FALSE
          ? WitnessVerdict.NOT_ALLOWED
          : WitnessVerdict.NEEDS_ASSESSMENT;
    }
    return switch (isAllowed(witness, question.on())) {
      case TRUE -> WitnessVerdict.ALLOWED;
      case FALSE -> WitnessVerdict.NOT_ALLOWED;
      case UNKNOWN -> WitnessVerdict.NEEDS_ASSESSMENT;
    };
  }

  List<ReasonCode> reasons(WitnessCase witness) {
    WitnessQuestion question = witness.question();
    LocalDate on = question.on();
    var reasons = new ArrayList<ReasonCode>();
    if (isAdult(question, on) == Truth.FALSE) {
      reasons.add(ReasonCode.UNDER_AGE);
    }
    if (hasOldMitId(question, on) == Truth.FALSE) {
      reasons.add(ReasonCode.MITID_TOO_NEW);
    }
    if (showsDocument(question, on) == Truth.FALSE) {
      reasons.add(ReasonCode.DOCUMENT_NOT_ACCEPTED);
    }
    if (!question.professional() && hasPlace(witness, on) == Truth.FALSE) {
      reasons.add(ReasonCode.QUOTA_EXHAUSTED);
    }
    if (isSomebodyElse(question) == Truth.FALSE) {
      reasons.add(ReasonCode.SAME_PERSON);
    }
    if (question.professional() && reasons.isEmpty()) {
      reasons.add(ReasonCode.PROFESSIONAL_WITNESS);
    }
    return reasons;
  }

  @Nullable QuotaUse quota(WitnessCase witness) {
    AttestationFact fact = witness.fact();
    if (fact == null) {
      return null;
    }
    int used = fullest(fact.attestations(), witness.question().on());
    var quota = new Quota(LIMIT, WINDOW_DAYS, countBy);
    return new QuotaUse(quota, used, used >= LIMIT ? 0 : LIMIT - used);
  }

  /** Returns the facts of the smallest sets which, favourable, would make the verdict a yes. */
  Set<Object> unknown(WitnessCase witness) {
    if (verdict(witness) != WitnessVerdict.NEEDS_ASSESSMENT || witness.question().professional()) {
      return Set.of();
    }
    List<WitnessGap> gaps = WitnessGap.of(witness.question());
    var smallest = new ArrayList<Integer>();
    for (int set = 0; set < 1 << gaps.size(); set++) {
      int candidate = set;
      // A part of a set is a smaller number, so it was tried before.
      if (smallest.stream().noneMatch(part -> (part & candidate) == part)
          && verdict(filled(witness, gaps, set)) == WitnessVerdict.ALLOWED) {
        smallest.add(set);
      }
    }
    int union = smallest.stream().reduce(0, (a, b) -> a | b);
    return gaps.stream()
        .filter(gap -> (union & 1 << gaps.indexOf(gap)) != 0)
        .map(WitnessGap::fact)
        .collect(Collectors.toSet());
  }

  /** W8: walks from day to day. */
  Optional<LocalDate> allowedFrom(WitnessCase witness) {
    LocalDate on = witness.question().on();
    if (witness.question().professional()) {
      return Optional.empty();
    }
    for (LocalDate day = on; day.isBefore(on.plusDays(HORIZON_DAYS)); day = day.plusDays(1)) {
      Truth allowed = isAllowed(witness, day);
      if (allowed != Truth.FALSE) {
        return allowed == Truth.TRUE ? Optional.of(day) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static WitnessCase filled(WitnessCase witness, List<WitnessGap> gaps, int set) {
    WitnessCase filled = witness;
    for (int gap = 0; gap < gaps.size(); gap++) {
      filled = (set & 1 << gap) == 0 ? filled : gaps.get(gap).filled().apply(filled);
    }
    return filled;
  }

  /** W1–W5; the windows are only tried where the rest does not say no already. */
  private Truth isAllowed(WitnessCase witness, LocalDate day) {
    Truth rest = personal(witness.question(), day);
    return rest == Truth.FALSE ? Truth.FALSE : all(rest, hasPlace(witness, day));
  }

  /** W1, W2, W3 and W5. */
  private Truth personal(WitnessQuestion question, LocalDate day) {
    return all(
        isAdult(question, day),
        hasOldMitId(question, day),
        showsDocument(question, day),
        isSomebodyElse(question));
  }

  private static Truth all(Truth... clauses) {
    List<Truth> truths = Arrays.asList(clauses);
    if (truths.contains(Truth.FALSE)) {
      return Truth.FALSE;
    }
    return truths.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.TRUE;
  }

  /** W1; a period counts a 29 February as over on 1 March where there is none. */
  private static Truth isAdult(WitnessQuestion question, LocalDate day) {
    LocalDate birthDate = question.birthDate();
    return birthDate == null
        ? Truth.UNKNOWN
        : Truth.of(Period.between(birthDate, day).getYears() >= 18);
  }

  /** W2. */
  private Truth hasOldMitId(WitnessQuestion question, LocalDate day) {
    LocalDate since = question.mitIdSince();
    return since == null
        ? Truth.UNKNOWN
        : Truth.of(ChronoUnit.DAYS.between(since, day) > mitIdMoreThanDays);
  }

  /** W3. */
  private Truth showsDocument(WitnessQuestion question, LocalDate day) {
    List<Document> documents = question.documents();
    if (documents == null) {
      return Truth.UNKNOWN;
    }
    List<Truth> accepted =
        documents.stream()
            .map(document -> shownDocument.isAccepted(document, day, question.venue()))
            .toList();
    if (accepted.contains(Truth.TRUE)) {
      return Truth.TRUE;
    }
    return accepted.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.FALSE;
  }

  /** W4: adds the attestation and looks whether any window is too full. */
  private Truth hasPlace(WitnessCase witness, LocalDate day) {
    AttestationFact fact = witness.fact();
    if (fact == null) {
      return Truth.UNKNOWN;
    }
    Person applicant = witness.question().applicant();
    var after = new ArrayList<>(fact.attestations());
    after.add(new Attestation(day, applicant == null ? NEW_PERSON : applicant.hash()));
    return Truth.of(fullest(after, day) <= LIMIT);
  }

  /** W5. */
  private static Truth isSomebodyElse(WitnessQuestion question) {
    Person applicant = question.applicant();
    if (applicant == null) {
      return Truth.TRUE;
    }
    return question.personId() == null
        ? Truth.UNKNOWN
        : Truth.of(!question.personId().equals(applicant.id()));
  }

  /** Counts each of the 120 windows that contain the day, by its last day. */
  private int fullest(List<Attestation> attestations, LocalDate day) {
    List<PersonHash> persons = attestations.stream().map(Attestation::applicant).toList();
    long[] days = attestations.stream().mapToLong(a -> a.on().toEpochDay()).toArray();
    int[] numbers = persons.stream().mapToInt(persons::indexOf).toArray();
    int fullest = 0;
    for (long last = day.toEpochDay(); last < day.toEpochDay() + WINDOW_DAYS; last++) {
      fullest = Math.max(fullest, count(days, numbers, last));
    }
    return fullest;
  }

  private int count(long[] days, int[] persons, long last) {
    int events = 0;
    long helped = 0; // a bit for each person
    for (int i = 0; i < days.length; i++) {
      if (days[i] > last - WINDOW_DAYS && days[i] <= last) {
        events++;
        helped |= 1L << persons[i];
      }
    }
    return countBy == CountBy.EVENTS ? events : Long.bitCount(helped);
  }
}
