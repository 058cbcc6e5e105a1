package dk.porten.benchmarks.field;

/** The user-ID rules (U2–U6) as regular expressions over a text in NFC; case is not folded. */
final class UserIdPattern {

  static final int MIN_LENGTH = 5;
  static final int MAX_LENGTH = 48;

  static final String CHARACTERS = "[a-zA-ZæøåÆØÅ0-9{}!#$^,*()_+\\-=:;?.@ ]";

  static final String NO_SPACE_AT_ENDS = "[^ ](?:.*[^ ])?";

  static final String TEN_DIGITS = "[0-9]{10}";

  /** Days that each month has, those of the 29 February in a leap year, then any year. */
  static final String CPR_NUMBER =
      "(?:(?:[06][1-9]|[1278][0-9]|[39][01])(?:0[13578]|1[02])[0-9]{2}"
          + "|(?:[06][1-9]|[1278][0-9]|[39]0)(?:0[469]|11)[0-9]{2}"
          + "|(?:[06][1-9]|[17][0-9]|[28][0-8])02[0-9]{2}"
          + "|[28]902(?:[02468][048]|[13579][26]))[- ][0-9]{4}";

  static final String WHOLE =
      "(?! )(?!"
          + TEN_DIGITS
          + "$)(?!"
          + CPR_NUMBER
          + "$)"
          + CHARACTERS
          + "{"
          + MIN_LENGTH
          + ","
          + MAX_LENGTH
          + "}+(?<! )";

  private UserIdPattern() {}
}
