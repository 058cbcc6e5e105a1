package dk.porten.gateway.tls;

import io.vertx.core.http.ClientAuth;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How callers are served over TLS.
 *
 * @param certificate a PEM file of the gateway's certificate and those that lead to its authority
 * @param key a PEM file of the certificate's private key, without a passphrase
 * @param clientAuthorities a PEM file of the authorities of callers' certificates; empty if no
 *     caller is asked for one
 * @param clientAuth whether callers have to show a certificate
 */
public record TlsRule(
    Path certificate,
    Path key,
    TlsVersions versions,
    Optional<Path> clientAuthorities,
    ClientAuth clientAuth) {

  /** The variable of each file. */
  public static final String CERTIFICATE = "GATEWAY_TLS_CERTIFICATE";

  public static final String KEY = "GATEWAY_TLS_KEY";
  public static final String CLIENT_AUTHORITIES = "GATEWAY_TLS_CLIENT_CA";
}
