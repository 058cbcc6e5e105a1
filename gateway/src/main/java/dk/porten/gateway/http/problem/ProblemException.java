package dk.porten.gateway.http.problem;

/** Carries a {@link Problem} to the place that sends it; has neither message nor stack. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(null, null, false, false);
    this.problem = problem;
  }

  public ProblemException(ProblemCode code) {
    this(new Problem(code));
  }

  Problem problem() {
    return problem;
  }
}
