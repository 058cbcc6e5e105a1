package dk.porten.gateway.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a caller's certificate, by which a token is bound to it (RFC 8705).
 *
 * @param text in base64url
 */
public record CertificateThumbprint(String text) {

  private static final String MEMBER = "x5t#S256";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");

  /**
   * Returns the one that a token's {@code cnf} names; empty if that is of another form, or names
   * something else as well, such as a key of DPoP.
   */
  static Optional<CertificateThumbprint> in(@Nullable Object confirmation) {
    return confirmation instanceof Map<?, ?> members
            && members.size() == 1
            && members.get(MEMBER) instanceof String text
            && FORM.matcher(text).matches()
        ? Optional.of(new CertificateThumbprint(text))
        : Optional.empty();
  }

  /**
   * Says whether its certificate is the one that the caller of a connection has shown, and TLS has
   * verified.
   *
   * @param tls the connection's; null for one in clear
   */
  public boolean isShownIn(@Nullable SSLSession tls) {
    try {
      return tls != null && of(tls.getPeerCertificates()[0]).equals(text);
    } catch (SSLPeerUnverifiedException none) {
      return false;
    }
  }

  private static String of(Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (CertificateEncodingException | NoSuchAlgorithmException impossible) {
      throw new AssertionError("it came encoded, and every Java has SHA-256", impossible);
    }
  }
}
