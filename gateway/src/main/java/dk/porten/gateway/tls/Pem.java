package dk.porten.gateway.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/**
 * Reads PEM files. Each exception is an {@link IllegalArgumentException} that says what is the
 * matter, without what was read.
 */
final class Pem {

  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----");

  private static final byte[] PROOF = "porten".getBytes(ISO_8859_1);

  private Pem() {}

  /** Returns the certificates of a file, in their order; at least one. */
  static List<X509Certificate> certificates(Buffer file) {
    Matcher blocks = CERTIFICATE.matcher(file.toString(ISO_8859_1));
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (blocks.find()) {
        var block = new ByteArrayInputStream(blocks.group().getBytes(ISO_8859_1));
        certificates.add((X509Certificate) factory.generateCertificate(block));
      }
    } catch (CertificateException unreadable) {
      throw new IllegalArgumentException("it has what is no certificate between PEM lines");
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("it has no certificate in PEM");
    }
    return certificates;
  }

  /** Says what is the matter with a key's file, as far as that shows without its certificate. */
  static void judgeKey(Buffer file) {
    String text = file.toString(ISO_8859_1);
    if (text.contains("ENCRYPTED")) {
      throw new IllegalArgumentException(
          "it has a passphrase; take that away: openssl pkey -in KEY -out KEY_WITHOUT");
    }
    if (!text.contains("PRIVATE KEY-----")) {
      throw new IllegalArgumentException("it has no private key in PEM");
    }
  }

  /**
   * Returns the manager of a key that was judged, and of a certificate to which it need not belong.
   *
   * @param options what is served with
   */
  static KeyManagerFactory keyManagers(Vertx vertx, PemKeyCertOptions options) {
    try {
      return options.getKeyManagerFactory(vertx);
    } catch (Exception unreadable) {
      throw new IllegalArgumentException("it has no RSA or EC key as its certificate needs it");
    }
  }

  /** Says whether a manager's key is that of a certificate. */
  static boolean isKeyOf(X509Certificate certificate, KeyManagerFactory managers) {
    try {
      String algorithm = certificate.getPublicKey().getAlgorithm();
      X509KeyManager manager = (X509KeyManager) managers.getKeyManagers()[0];
      String[] names = Objects.requireNonNull(manager.getServerAliases(algorithm, null));
      Signature signing =
          Signature.getInstance("SHA256with" + (algorithm.equals("EC") ? "ECDSA" : algorithm));
      signing.initSign(manager.getPrivateKey(names[0]));
      signing.update(PROOF);
      byte[] signature = signing.sign();
      signing.initVerify(certificate.getPublicKey());
      signing.update(PROOF);
      return signing.verify(signature);
    } catch (GeneralSecurityException unfit) {
      return false;
    }
  }
}
