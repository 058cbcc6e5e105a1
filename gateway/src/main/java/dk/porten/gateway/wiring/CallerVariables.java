package dk.porten.gateway.wiring;

import dk.porten.gateway.auth.CallerRule;
import dk.porten.gateway.auth.ClaimNames;
import dk.porten.gateway.auth.KeyCare;
import dk.porten.gateway.auth.KeySource;
import dk.porten.gateway.auth.Loopback;
import dk.porten.gateway.auth.NoTokenRule;
import dk.porten.gateway.auth.SignIn;
import dk.porten.gateway.auth.TokenAlgorithm;
import dk.porten.gateway.auth.TokenRule;
import dk.porten.gateway.auth.TokenTerms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The variables of callers, and the rule which they make. */
final class CallerVariables {

  private static final String ISSUER = "GATEWAY_JWT_ISSUER";
  private static final String JWKS = "GATEWAY_JWKS";
  private static final String REFRESH = "GATEWAY_JWKS_REFRESH_SECONDS";
  private static final String KEPT_FILE = "GATEWAY_JWKS_KEPT_FILE";
  private static final String AUDIENCE = "GATEWAY_JWT_AUDIENCE";
  private static final String ALGORITHMS = "GATEWAY_JWT_ALGORITHMS";
  private static final String LEEWAY = "GATEWAY_JWT_LEEWAY_SECONDS";
  private static final String MAX_LIFETIME = "GATEWAY_JWT_MAX_LIFETIME_SECONDS";
  private static final String CLIENT_CLAIMS = "GATEWAY_JWT_CLIENT_CLAIMS";
  private static final String SCOPE_CLAIMS = "GATEWAY_JWT_SCOPE_CLAIMS";
  private static final String SCOPES = "GATEWAY_JWT_SCOPES";

  /** What means nothing without an issuer. */
  private static final List<String> OF_THE_ISSUER =
      List.of(
          REFRESH,
          KEPT_FILE,
          AUDIENCE,
          ALGORITHMS,
          LEEWAY,
          MAX_LIFETIME,
          CLIENT_CLAIMS,
          SCOPE_CLAIMS,
          SCOPES,
          ConsoleVariables.CLIENT);

  private static final String KEPT = "issuer-keys.json";
  private static final int DAY_SECONDS = 86_400;

  private final Variables variables;
  private final Optional<String> issuer;
  private @Nullable ClaimNames names;

  CallerVariables(Variables variables) {
    this.variables = variables;
    issuer = variables.text(ISSUER);
  }

  /** Counts them as known, whatever they say. */
  void passOver() {
    Stream.concat(Stream.of(JWKS), OF_THE_ISSUER.stream()).forEach(variables::text);
    new ConsoleVariables(variables).passOver();
  }

  /** Returns the rule: tokens; without an issuer the demo, where only this machine can ask. */
  CallerRule rule() {
    if (issuer.isEmpty()) {
      judgeWithoutIssuer();
      return NoTokenRule.DEMO;
    }
    Set<TokenAlgorithm> algorithms =
        variables.parsed(ALGORITHMS, TokenAlgorithm::parseAll).orElse(TokenAlgorithm.CUSTOMARY);
    TokenTerms terms = terms(issuer.get());
    KeyCare care = new KeyCare(variables.seconds(REFRESH, 300, 10, DAY_SECONDS), keptFile());
    Optional<KeySource> keys =
        variables.text(JWKS).isPresent()
            ? variables.parsed(JWKS, place -> KeySource.of(place, algorithms))
            : variables.parsed(ISSUER, name -> KeySource.ofIssuer(name, algorithms));
    // Where there is a fault, the configuration is not used.
    return keys.<CallerRule>map(source -> new TokenRule(source, care, terms))
        .orElse(NoTokenRule.NOBODY);
  }

  /** Returns where people sign in to the console, if they can. */
  Optional<SignIn> signIn() {
    var console = new ConsoleVariables(variables);
    return issuer.isEmpty() ? console.nobody() : console.signIn(issuer.get(), names());
  }

  private TokenTerms terms(String name) {
    Optional<List<String>> audiences = variables.parsed(AUDIENCE, ClaimNames::parseList);
    if (variables.text(AUDIENCE).isEmpty()) {
      variables.fault(AUDIENCE, "is needed with " + ISSUER);
    }
    return new TokenTerms(
        name,
        Set.copyOf(audiences.orElse(List.of())),
        variables.seconds(LEEWAY, 0, 0, 300),
        maxLifetime(),
        names());
  }

  /** Reads them once, so that a fault is told once. */
  private ClaimNames names() {
    ClaimNames known = names;
    if (known == null) {
      known =
          new ClaimNames(
              variables.parsed(CLIENT_CLAIMS, ClaimNames::parseClients).orElse(ClaimNames.CLIENTS),
              variables.parsed(SCOPE_CLAIMS, ClaimNames::parseList).orElse(ClaimNames.SCOPES),
              variables.parsed(SCOPES, ClaimNames::parseScopes).orElse(Map.of()));
      names = known;
    }
    return known;
  }

  private Duration maxLifetime() {
    return variables.text(MAX_LIFETIME).filter("0"::equals).isPresent()
        ? Duration.ZERO
        : variables.seconds(MAX_LIFETIME, DAY_SECONDS, 60, 365 * DAY_SECONDS);
  }

  /** Reads the file's name, which is in the data directory if there is one. */
  private Optional<Path> keptFile() {
    return variables
        .parsed(KEPT_FILE, Configuration::fileOrOff)
        .orElseGet(() -> Configuration.inDataDirectory(variables, KEPT));
  }

  private void judgeWithoutIssuer() {
    if (variables.text(JWKS).isPresent()) {
      variables.fault(ISSUER, "is needed with " + JWKS);
      passOver();
      return;
    }
    for (String name : OF_THE_ISSUER) {
      if (variables.text(name).isPresent()) {
        variables.fault(name, "means nothing without " + ISSUER);
      }
    }
    if (variables.text("GATEWAY_DATABASE_URL").isPresent()) {
      variables.fault(ISSUER, "is needed with GATEWAY_DATABASE_URL");
    }
    if (!Loopback.isOnly(Configuration.host(variables))) {
      variables.fault(ISSUER, "is needed unless GATEWAY_HOST is a loopback address");
    }
  }
}
