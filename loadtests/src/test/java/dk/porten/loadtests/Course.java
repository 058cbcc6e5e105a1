package dk.porten.loadtests;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.scenario;

import io.gatling.javaapi.core.Assertion;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The course of a run: its phases one after another, and what is judged when all is answered.
 *
 * <p>An open model: visits arrive on a schedule whether or not earlier ones were answered, so a
 * stall of the gateway shows in the response times instead of thinning the load. A visit belongs to
 * the phase in which it arrived.
 */
final class Course {
  private final List<Phase> phases;
  private final List<Judgement> judgements;

  /** When the first visit arrived, or 0. */
  private final AtomicLong startNanos = new AtomicLong();

  Course(List<Phase> phases, Judgement... judgements) {
    this.phases = List.copyOf(phases);
    this.judgements =
        Stream.concat(
                Stream.of(Judgement.of("wrong or missing answers", this::wrong, 0)),
                Stream.of(judgements))
            .toList();
  }

  private double wrong() {
    return phases.stream().mapToLong(phase -> phase.tally().wrong()).sum();
  }

  /**
   * Returns who arrives, and after the last of them the judgements.
   *
   * <p>Somebody is there at once: a rate that rises from 1 a second brings nobody for about a
   * second, by which all phases would be taken to begin too late.
   */
  PopulationBuilder population(ChainBuilder visit) {
    return scenario("visits")
        .exec(this::enter)
        .exec(group("#{phase}").on(visit))
        .injectOpen(
            Stream.concat(Stream.of(atOnceUsers(1)), phases.stream().map(Phase::arrivals)).toList())
        .andThen(judges());
  }

  List<Assertion> assertions() {
    return judgements.stream().map(Judgement::asserted).toList();
  }

  private Session enter(Session session) {
    Phase phase = phaseAt(System.nanoTime());
    return session.set("phase", phase.name()).set(Requests.TALLY, phase.tally());
  }

  private Phase phaseAt(long nowNanos) {
    startNanos.compareAndSet(0, nowNanos);
    long endNanos = startNanos.get();
    for (Phase phase : phases) {
      endNanos += phase.duration().toNanos();
      if (nowNanos - endNanos < 0) {
        return phase;
      }
    }
    return phases.get(phases.size() - 1);
  }

  private PopulationBuilder judges() {
    ChainBuilder chain = exec(this::print);
    for (Judgement judgement : judgements) {
      chain = chain.exec(judgement.asked());
    }
    return scenario("judges").exec(group(Judgement.GROUP).on(chain)).injectOpen(atOnceUsers(1));
  }

  private Session print(Session session) {
    phases.forEach(phase -> System.out.println(phase.name() + ": " + phase.tally()));
    judgements.forEach(System.out::println);
    return session;
  }
}
