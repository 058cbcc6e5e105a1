package dk.porten.core.visit;

import dk.porten.core.CompiledPack;
import dk.porten.core.document.DocumentVerdict;
import dk.porten.core.fact.Truth;
import dk.porten.core.userid.UserIdVerdict;
import dk.porten.core.witness.WitnessQuestion;
import dk.porten.core.witness.WitnessVerdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * V1–V5 as they read, from the whole answers about documents and witness: each combination of what
 * is unknown is tried, and each day of the year asked about anew.
 */
final class VisitOracle {

  private final CompiledPack pack;

  VisitOracle(CompiledPack pack) {
    this.pack = pack;
  }

  /** V1: tries every way in which what is unknown might turn out. */
  VisitVerdict verdict(VisitCase visit) {
    List<Boolean> outcomes = new ArrayList<>();
    for (boolean sufficient : ways(sufficient(visit))) {
      for (boolean answers : ways(visit.question().canAnswerControlQuestions())) {
        for (boolean witnessed : ways(witnessed(visit))) {
          for (boolean wished : ways(wished(visit))) {
            outcomes.add(sufficient && (answers || witnessed) && wished);
          }
        }
      }
    }
    if (outcomes.contains(true) && outcomes.contains(false)) {
      return VisitVerdict.NEEDS_ASSESSMENT;
    }
    return outcomes.contains(true) ? VisitVerdict.READY : VisitVerdict.NOT_READY;
  }

  /** V4: what there is to read out, each point after {@code +}, {@code -} or {@code ?}. */
  List<String> checklist(VisitCase visit) {
    boolean hasWitness = visit.question().witness() != null;
    Truth answers = visit.question().canAnswerControlQuestions();
    List<Truth> proofs = List.of(answers, witnessed(visit));
    Truth identified =
        proofs.contains(Truth.TRUE)
            ? Truth.TRUE
            : proofs.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : Truth.FALSE;
    List<String> points = new ArrayList<>();
    points.add(mark(sufficient(visit)) + "documents");
    points.add(mark(identified) + "identity");
    if (visit.question().recommendsWitness()) {
      points.add(mark(witnessed(visit)) + "witness-recommended");
    }
    if (visit.question().recommendsWitness() || hasWitness) {
      points.add("?witness-brings-mitid");
    }
    if (!visit.wishes().isEmpty()) {
      points.add(mark(wished(visit)) + "user-id");
    }
    points.add("?appointment");
    return points;
  }

  /** V5: asks anew for each day. */
  Optional<LocalDate> earliestOn(VisitCase visit) {
    LocalDate on = visit.question().documents().on();
    return on.datesUntil(on.plusDays(366))
        .filter(day -> verdict(visit.on(day)) == VisitVerdict.READY)
        .findFirst();
  }

  static String mark(Truth done) {
    return switch (done) {
      case TRUE -> "+";
      case FALSE -> "-";
      case UNKNOWN -> "?";
    };
  }

  private static List<Boolean> ways(Truth truth) {
    return truth == Truth.UNKNOWN ? List.of(false, true) : List.of(truth == Truth.TRUE);
  }

  private Truth sufficient(VisitCase visit) {
    DocumentVerdict verdict =
        pack.documents().orElseThrow().decide(visit.question().documents()).verdict();
    return verdict == DocumentVerdict.NEEDS_ASSESSMENT
        ? Truth.UNKNOWN
        : Truth.of(verdict == DocumentVerdict.SUFFICIENT);
  }

  private Truth witnessed(VisitCase visit) {
    WitnessQuestion witness = visit.question().witness();
    if (witness == null) {
      return Truth.FALSE;
    }
    WitnessVerdict verdict = pack.witness().orElseThrow().decide(witness, visit.fact()).verdict();
    return verdict == WitnessVerdict.NEEDS_ASSESSMENT
        ? Truth.UNKNOWN
        : Truth.of(verdict == WitnessVerdict.ALLOWED);
  }

  private static Truth wished(VisitCase visit) {
    List<UserIdVerdict> wishes = visit.wishes();
    if (wishes.isEmpty() || wishes.contains(UserIdVerdict.AVAILABLE)) {
      return Truth.TRUE;
    }
    return wishes.contains(UserIdVerdict.UNKNOWN) ? Truth.UNKNOWN : Truth.FALSE;
  }
}
