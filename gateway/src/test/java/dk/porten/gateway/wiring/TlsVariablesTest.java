package dk.porten.gateway.wiring;

import static dk.porten.gateway.wiring.GivenVariables.assertNotServed;
import static dk.porten.gateway.wiring.GivenVariables.read;
import static dk.porten.gateway.wiring.GivenVariables.serve;
import static dk.porten.gateway.wiring.GivenVariables.with;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.tls.TlsRule;
import dk.porten.gateway.tls.TlsVersions;
import io.vertx.core.http.ClientAuth;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The variables of the callers' TLS. */
final class TlsVariablesTest {
  private static final String[] FILES = {
    "GATEWAY_TLS_CERTIFICATE", "/t/crt", "GATEWAY_TLS_KEY", "/t/key"
  };

  @Test
  void serve_nothing_isHttpInClear() {
    assertThat(serve().tls()).isEmpty();
  }

  @Test
  void serve_certificateAndKey_isTls13WithoutCertificatesOfCallers() {
    assertThat(serve(FILES).tls())
        .contains(rule(TlsVersions.ONLY_1_3, Optional.empty(), ClientAuth.NONE));
  }

  @Test
  void serve_minimum_isTaken() {
    assertThat(serve(with(FILES, "GATEWAY_TLS_MINIMUM", "1.3")).tls())
        .contains(rule(TlsVersions.ONLY_1_3, Optional.empty(), ClientAuth.NONE));
    assertThat(serve(with(FILES, "GATEWAY_TLS_MINIMUM", "1.2")).tls())
        .contains(rule(TlsVersions.FROM_1_2, Optional.empty(), ClientAuth.NONE));
    for (String wrong : new String[] {"1.1", "TLSv1.2", "1.4"}) {
      assertNotServed(
          "GATEWAY_TLS_MINIMUM is refused: 1.3 or 1.2 is expected",
          with(FILES, "GATEWAY_TLS_MINIMUM", wrong));
    }
  }

  @Test
  void serve_authoritiesOfCallers_requireCertificatesUnlessTheyAreOnlyRequested() {
    String[] mutual = with(FILES, "GATEWAY_TLS_CLIENT_CA", "/t/ca");
    Optional<Path> authorities = Optional.of(Path.of("/t/ca"));

    assertThat(serve(mutual).tls())
        .contains(rule(TlsVersions.ONLY_1_3, authorities, ClientAuth.REQUIRED));
    assertThat(serve(with(mutual, "GATEWAY_TLS_CLIENT_AUTH", "required")).tls())
        .contains(rule(TlsVersions.ONLY_1_3, authorities, ClientAuth.REQUIRED));
    assertThat(serve(with(mutual, "GATEWAY_TLS_CLIENT_AUTH", "requested")).tls())
        .contains(rule(TlsVersions.ONLY_1_3, authorities, ClientAuth.REQUEST));
    assertNotServed(
        "GATEWAY_TLS_CLIENT_AUTH is refused: required or requested is expected",
        with(mutual, "GATEWAY_TLS_CLIENT_AUTH", "none"));
    assertNotServed(
        "GATEWAY_TLS_CLIENT_AUTH means nothing without GATEWAY_TLS_CLIENT_CA",
        with(FILES, "GATEWAY_TLS_CLIENT_AUTH", "required"));
  }

  @ParameterizedTest
  @CsvSource({
    "GATEWAY_TLS_KEY, /t/key",
    "GATEWAY_TLS_MINIMUM, 1.2",
    "GATEWAY_TLS_CLIENT_CA, /t/ca",
    "GATEWAY_TLS_CLIENT_AUTH, required"
  })
  void serve_withoutACertificate_othersAreRefused(String name, String value) {
    assertNotServed(name + " means nothing without GATEWAY_TLS_CERTIFICATE", name, value);
  }

  @Test
  void serve_withoutAKey_isRefused() {
    assertNotServed(
        "GATEWAY_TLS_KEY is needed with GATEWAY_TLS_CERTIFICATE",
        "GATEWAY_TLS_CERTIFICATE",
        "/t/crt");
  }

  @Test
  void read_ofACommand_passesThemOver() {
    String[] all =
        with(
            FILES,
            "GATEWAY_TLS_MINIMUM",
            "x",
            "GATEWAY_TLS_CLIENT_CA",
            "/t/ca",
            "GATEWAY_TLS_CLIENT_AUTH",
            "x");

    assertThat(read(all)).isEqualTo(read());
  }

  private static TlsRule rule(
      TlsVersions versions, Optional<Path> authorities, ClientAuth clientAuth) {
    return new TlsRule(Path.of("/t/crt"), Path.of("/t/key"), versions, authorities, clientAuth);
  }
}
