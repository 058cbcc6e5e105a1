package dk.porten.gateway.http;

/** Carries a {@link Problem} to the place that sends it; has neither message nor stack. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(null, null, false, false);
    this.problem = problem;
  }

  ProblemException(ProblemCode code) {
    this(new Problem(code));
  }

  Problem problem() {
    return problem;
  }
}
