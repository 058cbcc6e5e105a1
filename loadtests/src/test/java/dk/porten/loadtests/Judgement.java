package dk.porten.loadtests;

import static io.gatling.javaapi.core.CoreDsl.details;
import static io.gatling.javaapi.core.CoreDsl.dummy;

import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.Assertion;
import java.util.function.DoubleSupplier;

/**
 * What a run has to keep to: a figure that is measured, and the most that it may be.
 *
 * <p>Gatling's assertions know the whole run and fixed limits, neither phases nor the comparison of
 * two. So a judgement is made at the end as if it were a request, and its failure is asserted.
 */
record Judgement(String name, DoubleSupplier figure, DoubleSupplier limit) {
  static final String GROUP = "judged";

  static Judgement of(String name, DoubleSupplier figure, double limit) {
    return new Judgement(name, figure, () -> limit);
  }

  /** Returns false for a figure of nothing, too: it proves nothing. */
  boolean holds() {
    return figure.getAsDouble() <= limit.getAsDouble();
  }

  ActionBuilder asked() {
    return dummy(name, 0).withSuccess(session -> holds());
  }

  Assertion asserted() {
    return details(GROUP, name).failedRequests().count().is(0L);
  }

  @Override
  public String toString() {
    return "%s: %s, %.2f of at most %.2f"
        .formatted(name, holds() ? "kept" : "NOT KEPT", figure.getAsDouble(), limit.getAsDouble());
  }
}
