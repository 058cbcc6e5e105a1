package dk.porten.gateway.http.question;

import dk.porten.gateway.http.json.FaultCode;
import dk.porten.gateway.http.json.RequestObject;
import java.util.regex.Pattern;

/** Reads the contract's {@code WriteReason}: why something is written, in the caller's words. */
public final class WriteReason {

  private static final String NAME = "reason";
  private static final int MAX_CHARACTERS = 200;
  private static final Pattern CPR_SHAPE =
      Pattern.compile("(?<!\\p{Nd})\\p{Nd}{6}[^\\p{Nd}\\p{L}]{0,9}\\p{Nd}{4}(?!\\p{Nd})");

  private WriteReason() {}

  /** Reads the member {@code reason}: it is kept for years, so nothing like a CPR number in it. */
  public static String read(RequestObject request) {
    request.require(NAME);
    String reason = request.text(NAME, MAX_CHARACTERS);
    if (reason == null) {
      return "";
    }
    if (reason.isBlank()) {
      request.fault(NAME, FaultCode.EMPTY);
    } else if (reason.codePoints().anyMatch(Character::isISOControl)) {
      request.fault(NAME, FaultCode.CONTROL_CHARACTER);
    } else if (CPR_SHAPE.matcher(reason).find()) {
      request.fault(NAME, FaultCode.CPR_NUMBER_SHAPED);
    }
    return reason;
  }
}
