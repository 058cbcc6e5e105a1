package dk.porten.gateway.http.json;

import java.util.Locale;

/** A way in which one place of a request is wrong. The details never hold what was sent. */
public enum FaultCode {
  MISSING("A value is needed here."),
  UNKNOWN_FIELD("There is no such member."),
  DUPLICATE_KEY("This member is given more than once."),
  WRONG_TYPE("A value of another type is needed here."),
  UNKNOWN_VALUE("None of the values that this member takes."),
  NOT_A_DATE("A date YYYY-MM-DD is needed here."),
  NOT_A_UUID("A UUID is needed here."),
  PLACEHOLDER("The UUID of a person is needed here, not the nil or the max UUID."),
  OUT_OF_RANGE("The value is outside its range."),
  EMPTY("A text with something in it is needed here."),
  CONTROL_CHARACTER("The text holds a control character."),
  CPR_NUMBER_SHAPED("The text holds what looks like a CPR number."),
  TOO_LONG("The text is longer than this member takes."),
  TOO_MANY("The list is longer than this member takes."),
  TOO_DEEP("The value is nested deeper than requests may be."),
  NOT_TEXT("The text holds a lone surrogate."),
  BAD_HTTP("The request is not well-formed HTTP.");

  private final String detail;
  private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

  FaultCode(String detail) {
    this.detail = detail;
  }

  public String code() {
    return code;
  }

  public String detail() {
    return detail;
  }
}
