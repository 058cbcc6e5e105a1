package dk.porten.gateway.wiring;

import dk.porten.gateway.auth.CallerRule;
import dk.porten.gateway.auth.KeySource;
import dk.porten.gateway.auth.Loopback;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.auth.TokenAlgorithm;
import dk.porten.gateway.auth.TokenRule;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The variables of callers, and the rule which they make. */
final class CallerVariables {

  private static final String JWKS = "GATEWAY_JWKS";
  private static final String ISSUER = "GATEWAY_JWT_ISSUER";
  private static final String AUDIENCE = "GATEWAY_JWT_AUDIENCE";
  private static final String ALGORITHMS = "GATEWAY_JWT_ALGORITHMS";
  private static final String LEEWAY = "GATEWAY_JWT_LEEWAY_SECONDS";
  private static final int MAX_LEEWAY_SECONDS = 300;

  private final Variables variables;

  CallerVariables(Variables variables) {
    this.variables = variables;
  }

  /** Counts them as known, whatever they say. */
  void passOver() {
    List.of(JWKS, ISSUER, AUDIENCE, ALGORITHMS, LEEWAY).forEach(variables::text);
    new ConsoleVariables(variables).passOver();
  }

  /** Returns the rule: tokens; without a key set the demo, where only this machine can ask. */
  CallerRule rule() {
    Optional<CallerRule> tokens = tokenRule();
    if (variables.text(JWKS).isEmpty()) {
      judgeWithoutKeys();
    }
    return tokens.orElse(NoTokenRule.DEMO);
  }

  /** Returns where people sign in to the console, if they can. */
  Optional<SignIn> signIn() {
    var console = new ConsoleVariables(variables);
    return variables.text(JWKS).isEmpty()
        ? console.nobody()
        : console.signIn(variables.text(ISSUER).orElse(""));
  }

  private Optional<CallerRule> tokenRule() {
    Set<TokenAlgorithm> algorithms =
        variables
            .parsed(ALGORITHMS, TokenAlgorithm::parseAll)
            .orElse(EnumSet.allOf(TokenAlgorithm.class));
    Optional<String> issuer = besideTheKeys(ISSUER);
    Optional<String> audience = besideTheKeys(AUDIENCE);
    Duration leeway = variables.seconds(LEEWAY, 0, 0, MAX_LEEWAY_SECONDS);
    return variables
        .parsed(JWKS, place -> KeySource.of(place, algorithms))
        .map(keys -> new TokenRule(keys, issuer.orElse(""), audience.orElse(""), leeway));
  }

  /** Reads what tokens cannot be judged without. */
  private Optional<String> besideTheKeys(String name) {
    Optional<String> value = variables.text(name);
    if (value.isEmpty() && variables.text(JWKS).isPresent()) {
      variables.fault(name, "is needed with " + JWKS);
    }
    return value;
  }

  private void judgeWithoutKeys() {
    for (String name : List.of(ISSUER, AUDIENCE, ALGORITHMS, LEEWAY, ConsoleVariables.CLIENT)) {
      if (variables.text(name).isPresent()) {
        variables.fault(name, "means nothing without " + JWKS);
      }
    }
    if (variables.text("GATEWAY_DATABASE_URL").isPresent()) {
      variables.fault(JWKS, "is needed with GATEWAY_DATABASE_URL");
    }
    if (!Loopback.isOnly(Configuration.host(variables))) {
      variables.fault(JWKS, "is needed unless GATEWAY_HOST is a loopback address");
    }
  }
}
