package dk.porten.gateway.http;

import java.util.regex.Pattern;

/** Reads why something is written, in the caller's words. */
final class WriteReason {

  private static final int MAX_CHARACTERS = 200;
  private static final Pattern CPR_SHAPE =
      Pattern.compile("(?<![0-9])[0-9]{6}[^0-9A-Za-z]{0,3}[0-9]{4}(?![0-9])");

  private WriteReason() {}

  /** Reads the member {@code reason}: it is kept for years, so nothing like a CPR number in it. */
  static String read(RequestObject request) {
    boolean isGiven = request.has("reason");
    String reason = request.requiredText("reason", MAX_CHARACTERS);
    if (CPR_SHAPE.matcher(reason).find()) {
      request.fault("reason", FaultCode.CPR_NUMBER_SHAPED);
    } else if (isGiven && reason.isEmpty()) {
      request.fault("reason", FaultCode.EMPTY);
    }
    return reason;
  }
}
