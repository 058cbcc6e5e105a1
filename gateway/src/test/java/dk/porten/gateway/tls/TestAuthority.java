package dk.porten.gateway.tls;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * An authority of certificates, a folder with the files of a gateway on 127.0.0.1, and callers that
 * trust the authority.
 */
public final class TestAuthority {
  /** The beginning of every certificate. */
  static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  static final Instant FAR_AWAY = Instant.parse("2049-01-01T00:00:00Z");

  private final Path folder;
  private final X509Bundle root;

  /** Makes one, and a certificate for the gateway in its folder. */
  public TestAuthority(Path folder) {
    this.folder = folder;
    try {
      root =
          builder().subject("CN=Porten's tests").setIsCertificateAuthority(true).buildSelfSigned();
      put("ca.pem", root.getRootCertificatePEM());
      present(gateway());
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Makes one in a folder of its own. */
  public static TestAuthority somewhere() {
    try {
      return new TestAuthority(Files.createTempDirectory("porten-tls"));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Returns the variables of a gateway with the files, and more. */
  public String[] variables(String... more) {
    return Stream.concat(
            Stream.of(
                TlsRule.CERTIFICATE,
                file("tls.crt").toString(),
                TlsRule.KEY,
                file("tls.key").toString()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  X509Bundle root() {
    return root;
  }

  /** Returns the authority's file. */
  public Path authorities() {
    return file("ca.pem");
  }

  /** Begins a certificate that is in force. */
  public static CertificateBuilder builder() {
    return new CertificateBuilder()
        .subject("CN=gateway")
        .ecp256()
        .notBefore(LONG_AGO)
        .notAfter(FAR_AWAY);
  }

  /** Makes a certificate for the gateway. */
  public X509Bundle gateway() {
    return issue(builder().addSanIpAddress("127.0.0.1"));
  }

  /** Signs a certificate. */
  public X509Bundle issue(CertificateBuilder certificate) {
    try {
      return certificate.buildIssuedBy(root);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Makes a certificate for a caller. */
  public X509Bundle caller(String name) {
    return issue(builder().subject("CN=" + name));
  }

  /** Puts a certificate and its key in the folder. */
  public void present(X509Bundle certificate) {
    put("tls.crt", certificate.getCertificatePathPEM());
    put("tls.key", certificate.getPrivateKeyPEM());
  }

  /** Puts a file in the folder, in one step. */
  public Path put(String name, String content) {
    try {
      Path draft = Files.writeString(folder.resolve(name + ".new"), content);
      return Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Returns the TLS of callers who show no certificate. */
  public SSLContext callers() {
    return context(new KeyManager[0], root.toTrustManager());
  }

  /** Returns the TLS of a caller who shows a certificate. */
  public SSLContext callers(X509Bundle own) {
    try {
      return context(own.toKeyManagerFactory().getKeyManagers(), root.toTrustManager());
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static SSLContext context(KeyManager[] keys, TrustManager trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
