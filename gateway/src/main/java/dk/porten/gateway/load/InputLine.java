package dk.porten.gateway.load;

/** A line of the input, without its ending. */
sealed interface InputLine {

  /** It is text. */
  record Text(String text) implements InputLine {

    /** Returns nothing of the line: it is the citizen's. */
    @Override
    public String toString() {
      return "Text";
    }
  }

  /** It cannot be read as text, whatever the rules. */
  enum Fault implements InputLine {
    LINE_TOO_LONG("line-too-long"),
    NOT_UTF_8("not-utf-8");

    private final String code;

    Fault(String code) {
      this.code = code;
    }

    /** Returns the name in the reject file. */
    String code() {
      return code;
    }
  }
}
