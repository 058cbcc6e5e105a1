package dk.porten.core.visit;

import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.document.DocumentDecision;
import dk.porten.core.document.DocumentTimeline;
import dk.porten.core.document.DocumentVerdict;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Timeline;
import dk.porten.core.fact.Truth;
import dk.porten.core.pack.ChecklistCode;
import dk.porten.core.pack.ChecklistItem;
import dk.porten.core.userid.UserIdVerdict;
import dk.porten.core.witness.WitnessAnswer;
import dk.porten.core.witness.WitnessClauses;
import dk.porten.core.witness.WitnessDecision;
import dk.porten.core.witness.WitnessQuestion;
import dk.porten.core.witness.WitnessVerdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pack says of a whole visit (V1–V6): its documents, the confirmation of identity and the
 * wishes for a user ID taken together. Immutable; any thread may call.
 */
public final class VisitDecision {

  private static final int DAYS_AHEAD = 365;

  private final DocumentDecision documents;
  private final @Nullable WitnessDecision witnesses;

  /**
   * Joins decisions of one pack.
   *
   * @param witnesses null if the pack does not rule witnesses; no question may have one then
   */
  public VisitDecision(DocumentDecision documents, @Nullable WitnessDecision witnesses) {
    this.documents = documents;
    this.witnesses = witnesses;
  }

  /**
   * Decides whether the visit is ready, what is to be done and when it would be ready.
   *
   * @param fact what is recorded of the witness; null if there is none or nobody says who it is
   * @param wishes what became of each user ID that is wished for
   */
  public VisitAnswer decide(
      VisitQuestion question, @Nullable AttestationFact fact, List<UserIdVerdict> wishes) {
    DocumentTimeline timeline = documents.timeline(question.documents());
    DocumentAnswer documentAnswer = documents.decide(question.documents(), timeline);
    WitnessQuestion asked = question.witness();
    Timeline witness = Timeline.NEVER;
    WitnessAnswer witnessAnswer = null;
    if (asked != null) {
      WitnessClauses clauses = ruled().clauses(asked, fact);
      witness = clauses;
      witnessAnswer = ruled().decide(asked, clauses);
    }
    Truth sufficient = truth(documentAnswer.verdict());
    Truth witnessed = witnessAnswer == null ? Truth.FALSE : truth(witnessAnswer.verdict());
    Truth identified = question.canAnswerControlQuestions().or(witnessed);
    Truth wished = anyAvailable(wishes);

    var checklist = new ArrayList<ChecklistItem>();
    checklist.add(new ChecklistItem(ChecklistCode.DOCUMENTS, sufficient));
    checklist.add(new ChecklistItem(ChecklistCode.IDENTITY, identified));
    if (question.recommendsWitness()) {
      checklist.add(new ChecklistItem(ChecklistCode.WITNESS_RECOMMENDED, witnessed));
    }
    if (question.recommendsWitness() || asked != null) {
      checklist.add(new ChecklistItem(ChecklistCode.WITNESS_BRINGS_MITID, Truth.UNKNOWN));
    }
    if (!wishes.isEmpty()) {
      checklist.add(new ChecklistItem(ChecklistCode.USER_ID, wished));
    }
    checklist.add(new ChecklistItem(ChecklistCode.APPOINTMENT, Truth.UNKNOWN));

    return new VisitAnswer(
        verdict(sufficient.and(identified).and(wished)),
        documentAnswer,
        witnessAnswer,
        List.copyOf(checklist),
        wished == Truth.TRUE ? earliestOn(question, timeline, witness) : null);
  }

  /** V5: a yes begins on a day on which a document or a clause about the witness begins to hold. */
  private static @Nullable LocalDate earliestOn(
      VisitQuestion question, Timeline sufficient, Timeline witnessed) {
    LocalDate day = question.documents().on();
    LocalDate last = day.plusDays(DAYS_AHEAD);
    while (day != null && !day.isAfter(last)) {
      Truth identified = question.canAnswerControlQuestions().or(witnessed.on(day));
      if (sufficient.on(day).and(identified) == Truth.TRUE) {
        return day;
      }
      day = first(sufficient.nextGain(day), witnessed.nextGain(day));
    }
    return null;
  }

  private WitnessDecision ruled() {
    return Objects.requireNonNull(witnesses, "the pack does not rule witnesses");
  }

  /** V3. */
  private static Truth anyAvailable(List<UserIdVerdict> wishes) {
    Truth available = Truth.of(wishes.isEmpty());
    for (UserIdVerdict wish : wishes) {
      available = available.or(truth(wish));
    }
    return available;
  }

  private static VisitVerdict verdict(Truth ready) {
    return switch (ready) {
      case TRUE -> VisitVerdict.READY;
      case FALSE -> VisitVerdict.NOT_READY;
      case UNKNOWN -> VisitVerdict.NEEDS_ASSESSMENT;
    };
  }

  private static Truth truth(DocumentVerdict verdict) {
    return switch (verdict) {
      case SUFFICIENT -> Truth.TRUE;
      case INSUFFICIENT -> Truth.FALSE;
      case NEEDS_ASSESSMENT -> Truth.UNKNOWN;
    };
  }

  private static Truth truth(WitnessVerdict verdict) {
    return switch (verdict) {
      case ALLOWED -> Truth.TRUE;
      case NOT_ALLOWED -> Truth.FALSE;
      case NEEDS_ASSESSMENT -> Truth.UNKNOWN;
    };
  }

  private static Truth truth(UserIdVerdict verdict) {
    return switch (verdict) {
      case AVAILABLE -> Truth.TRUE;
      case TAKEN, INVALID -> Truth.FALSE;
      case UNKNOWN -> Truth.UNKNOWN;
    };
  }

  private static @Nullable LocalDate first(@Nullable LocalDate one, @Nullable LocalDate other) {
    return one == null || (other != null && other.isBefore(one)) ? other : one;
  }
}
