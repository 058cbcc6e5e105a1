package dk.porten.gateway.wiring;

import dk.porten.gateway.tls.TlsRule;
import dk.porten.gateway.tls.TlsVersions;
import io.vertx.core.http.ClientAuth;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The variables of the callers' TLS. What is in the files is judged when they are read. */
final class TlsVariables {

  private static final String MINIMUM = "GATEWAY_TLS_MINIMUM";
  private static final String CLIENT_AUTH = "GATEWAY_TLS_CLIENT_AUTH";

  private final Variables variables;

  TlsVariables(Variables variables) {
    this.variables = variables;
  }

  /** Counts them as known, whatever they say. */
  void passOver() {
    List.of(TlsRule.CERTIFICATE, TlsRule.KEY, MINIMUM, TlsRule.CLIENT_AUTHORITIES, CLIENT_AUTH)
        .forEach(variables::text);
  }

  /** Returns the rule; empty for HTTP in clear. */
  Optional<TlsRule> rule() {
    Optional<Path> certificate = variables.parsed(TlsRule.CERTIFICATE, Path::of);
    Optional<Path> key = variables.parsed(TlsRule.KEY, Path::of);
    TlsVersions versions =
        variables.parsed(MINIMUM, TlsVersions::from).orElse(TlsVersions.ONLY_1_3);
    Optional<Path> authorities = variables.parsed(TlsRule.CLIENT_AUTHORITIES, Path::of);
    ClientAuth byDefault = authorities.isPresent() ? ClientAuth.REQUIRED : ClientAuth.NONE;
    ClientAuth clientAuth =
        variables.parsed(CLIENT_AUTH, TlsVariables::clientAuth).orElse(byDefault);
    need(TlsRule.KEY, TlsRule.CERTIFICATE);
    for (String name : List.of(TlsRule.KEY, MINIMUM, TlsRule.CLIENT_AUTHORITIES, CLIENT_AUTH)) {
      beside(name, TlsRule.CERTIFICATE);
    }
    if (certificate.isPresent()) {
      beside(CLIENT_AUTH, TlsRule.CLIENT_AUTHORITIES);
    }
    return certificate.flatMap(
        file -> key.map(itsKey -> new TlsRule(file, itsKey, versions, authorities, clientAuth)));
  }

  private static ClientAuth clientAuth(String text) {
    return switch (text) {
      case "required" -> ClientAuth.REQUIRED;
      case "requested" -> ClientAuth.REQUEST;
      default -> throw new IllegalArgumentException("required or requested is expected");
    };
  }

  private void need(String name, String with) {
    if (variables.text(with).isPresent() && variables.text(name).isEmpty()) {
      variables.fault(name, "is needed with " + with);
    }
  }

  private void beside(String name, String other) {
    if (variables.text(name).isPresent() && variables.text(other).isEmpty()) {
      variables.fault(name, "means nothing without " + other);
    }
  }
}
