package dk.porten.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.auth.TestTokens;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Configurations read from variables that a test gives, as names and values in turn. */
final class GivenVariables {
  static final String KEY = "00112233445566778899aabbccddeeff".repeat(2);

  private GivenVariables() {}

  static void assertRefused(String expected, String... variables) {
    assertThatThrownBy(() -> read(variables))
        .as("%s", List.of(variables))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(expected);
  }

  static void assertNotServed(String expected, String... variables) {
    assertThatThrownBy(() -> serve(variables))
        .as("%s", List.of(variables))
        .isInstanceOf(InvalidConfigurationException.class)
        .hasMessage(expected);
  }

  static Configuration read(String... variables) {
    return Configuration.read(environment(variables));
  }

  static Configuration serve(String... variables) {
    return Configuration.readToServe(environment(variables));
  }

  /** Returns what tokens need, and more variables, which count first. */
  static String[] tokens(String... more) {
    String[] needed = {
      "GATEWAY_JWKS",
      TestTokens.keySetFile().toString(),
      "GATEWAY_JWT_ISSUER",
      TestTokens.ISSUER,
      "GATEWAY_JWT_AUDIENCE",
      TestTokens.AUDIENCE
    };
    return with(needed, more);
  }

  static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  private static Map<String, String> environment(String... variables) {
    var environment = new HashMap<String, String>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return environment;
  }
}
