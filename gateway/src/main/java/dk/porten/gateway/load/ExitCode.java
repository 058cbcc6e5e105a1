package dk.porten.gateway.load;

/** The exit codes of every command. */
public final class ExitCode {

  /** All is done. */
  public static final int COMPLETE = 0;

  /** It was refused: as picocli refuses a command line. */
  public static final int REFUSED = 2;

  /** It failed on the way. */
  public static final int FAILED = 3;

  static final int SOME_REJECTED = 1;

  static final String COMPLETE_LINE = "0:Every line is in the directory.";
  static final String SOME_REJECTED_LINE = "1:Finished, but some lines were rejected.";
  static final String REFUSED_LINE =
      "2:Refused before anything was read: command line, configuration or database not usable.";
  static final String FAILED_LINE =
      "3:Failed or stopped on the way: what is committed stays, running it again is safe.";

  private ExitCode() {}
}
