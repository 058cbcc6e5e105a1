package dk.porten.gateway.wiring;

import dk.porten.gateway.auth.ClaimNames;
import dk.porten.gateway.auth.SignIn;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The variables of people who sign in to the console. */
final class ConsoleVariables {

  /** Without it nobody signs in; it is judged with the variables of callers. */
  static final String CLIENT = "GATEWAY_CONSOLE_CLIENT_ID";

  private static final String SCOPES = "GATEWAY_CONSOLE_SCOPES";
  private static final String AUDIENCE = "GATEWAY_CONSOLE_AUDIENCE";
  private static final String CONTACT = "GATEWAY_CONSOLE_CONTACT";
  private static final List<String> ASKED_FOR = List.of("openid", "check", "support");
  private static final int MAX_SCOPES_LENGTH = 1_000;
  private static final int MAX_LENGTH = 200;

  /** RFC 6749, 3.3. */
  private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+");

  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1," + MAX_LENGTH + "}");

  /** No control, format or unassigned characters, and no lone surrogates: one line of words. */
  private static final Pattern WORDS =
      Pattern.compile("[^\\p{C}\\x{2028}\\x{2029}]{1," + MAX_LENGTH + "}");

  /** What a byte becomes that is no character in the encoding of the environment. */
  private static final String LOST = "\uFFFD";

  private final Variables variables;

  ConsoleVariables(Variables variables) {
    this.variables = variables;
  }

  /** Counts them as known, whatever they say. */
  void passOver() {
    List.of(CLIENT, SCOPES, AUDIENCE, CONTACT).forEach(variables::text);
  }

  /** Returns that nobody signs in, as there is no issuer of tokens. */
  Optional<SignIn> nobody() {
    refuseWithoutClient();
    return Optional.empty();
  }

  /** Returns where people sign in, if they can; not without the issuer of their tokens. */
  Optional<SignIn> signIn(String issuer, ClaimNames names) {
    List<String> scopes = variables.parsed(SCOPES, ConsoleVariables::scopes).orElse(ASKED_FOR);
    Optional<String> audience = variables.parsed(AUDIENCE, ConsoleVariables::audience);
    Optional<String> contact = variables.parsed(CONTACT, ConsoleVariables::contact);
    refuseWithoutClient();
    return variables.parsed(
        CLIENT, client -> new SignIn(issuer, client, scopes, audience, contact, names));
  }

  private void refuseWithoutClient() {
    boolean isMissing = variables.text(CLIENT).isEmpty();
    for (String name : List.of(SCOPES, AUDIENCE, CONTACT)) {
      if (variables.text(name).isPresent() && isMissing) {
        variables.fault(name, "means nothing without " + CLIENT);
      }
    }
  }

  private static List<String> scopes(String text) {
    List<String> scopes = List.of(text.strip().split(" +"));
    if (text.length() > MAX_SCOPES_LENGTH
        || !scopes.stream().allMatch(scope -> SCOPE.matcher(scope).matches())
        || !scopes.contains("openid")) {
      throw new IllegalArgumentException(
          "it has to be scopes with spaces between, openid among them, of at most "
              + MAX_SCOPES_LENGTH
              + " characters");
    }
    return scopes;
  }

  private static String audience(String text) {
    if (!VISIBLE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "it has to be at most " + MAX_LENGTH + " visible ASCII characters without a space");
    }
    return text;
  }

  private static String contact(String text) {
    if (text.contains(LOST)) {
      throw new IllegalArgumentException(
          "it cannot be read in the encoding of this environment: set LC_ALL=C.UTF-8");
    }
    if (!WORDS.matcher(text).matches() || text.isBlank()) {
      throw new IllegalArgumentException(
          "it has to be one line of at most " + MAX_LENGTH + " characters");
    }
    return text;
  }
}
