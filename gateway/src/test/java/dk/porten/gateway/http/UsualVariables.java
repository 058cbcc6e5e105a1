package dk.porten.gateway.http;

import dk.porten.gateway.auth.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables of the tests' gateways. */
final class UsualVariables {
  /** A slow machine is no database that is lost, and not too much to do. */
  private static final String GATEWAYS_PATIENCE_MILLIS = "15000";

  private UsualVariables() {}

  /** Returns them with more, which are names and values in turn and count first. */
  static Map<String, String> and(String... more) {
    Map<String, String> variables = new HashMap<>();
    variables.put("GATEWAY_PORT", "0");
    variables.put("GATEWAY_MANAGEMENT_PORT", "0");
    variables.put("GATEWAY_PERSON_KEY", RunningGateway.PERSON_KEY);
    variables.put("GATEWAY_JWKS", TestTokens.keySetFile().toString());
    variables.put("GATEWAY_JWT_ISSUER", TestTokens.ISSUER);
    variables.put("GATEWAY_JWT_AUDIENCE", TestTokens.AUDIENCE);
    variables.put("GATEWAY_JWT_MAX_LIFETIME_SECONDS", "0");
    variables.put("GATEWAY_BUDGETS", "off");
    variables.put("GATEWAY_DRAIN_DELAY_SECONDS", "0");
    variables.put("GATEWAY_DRAIN_SECONDS", "0");
    variables.put("GATEWAY_WARM_UP_SECONDS", "0");
    variables.put("GATEWAY_DATABASE_TIMEOUT_MILLIS", GATEWAYS_PATIENCE_MILLIS);
    variables.put("GATEWAY_DEADLINE_MILLIS", GATEWAYS_PATIENCE_MILLIS);
    for (String[] some : List.of(CheckedClient.variables(), more)) {
      for (int i = 0; i < some.length; i += 2) {
        variables.put(some[i], some[i + 1]);
      }
    }
    return variables;
  }
}
