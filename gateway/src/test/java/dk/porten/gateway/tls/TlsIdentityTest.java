package dk.porten.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that can be served with, and what is said of others. */
final class TlsIdentityTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant SOON = Instant.parse("2026-12-24T12:00:00Z");
  private static final String CERTIFICATE = "GATEWAY_TLS_CERTIFICATE is refused: ";
  private static final String KEY = "GATEWAY_TLS_KEY is refused: ";

  private final Path folder;
  private final TestAuthority authority;

  TlsIdentityTest(@TempDir Path folder) {
    this.folder = folder;
    authority = new TestAuthority(folder);
  }

  @AfterAll
  static void end() {
    VERTX.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecp256", "ecp384", "rsa2048", "rsa3072"})
  void read_pairOfAnAuthority_isTaken(String algorithm) throws Exception {
    authority.present(
        authority.issue(gateway().algorithm(Algorithm.valueOf(algorithm)).notAfter(SOON)));

    for (TlsVersions versions : TlsVersions.values()) {
      assertThat(read(versions).end()).isEqualTo(SOON);
    }
  }

  /** Older tools write these: RFC 8017 for RSA, RFC 5915 for elliptic curves. */
  @ParameterizedTest
  @ValueSource(strings = {"ecp256", "rsa2048"})
  void read_keyInItsOldForm_isTaken(String algorithm) throws Exception {
    authority.present(authority.issue(gateway().algorithm(Algorithm.valueOf(algorithm))));
    openssl("pkey", "-traditional", "-in", "tls.key", "-out", "old.key");
    authority.put("tls.key", Files.readString(folder.resolve("old.key")));

    assertThat(folder.resolve("tls.key")).content().doesNotContain("BEGIN PRIVATE");
    assertThatCode(() -> read()).doesNotThrowAnyException();
  }

  @Test
  void read_chain_endsWithTheFirstThatEnds() throws Exception {
    X509Bundle between =
        authority.issue(
            TestAuthority.builder()
                .subject("CN=between")
                .setIsCertificateAuthority(true)
                .notAfter(SOON));
    X509Bundle own = gateway().buildIssuedBy(between);
    authority.present(own);

    assertThat(own.getCertificatePath()).hasSize(2);
    assertThat(read().end()).isEqualTo(SOON);

    authority.put("tls.crt", between.getCertificatePEM() + "\n" + own.getCertificatePEM());
    assertFaults(
        CERTIFICATE
            + "its certificate no. 1 is not signed by the next: the gateway's own comes first, then"
            + " each one's authority");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecp256", "rsa2048"})
  void read_keyOfAnother_isRefused(String algorithm) {
    CertificateBuilder kind = gateway().algorithm(Algorithm.valueOf(algorithm));
    authority.present(authority.issue(kind));
    authority.put("tls.key", authority.issue(kind).getPrivateKeyPEM());

    assertFaults(KEY + "it is not the key of the first certificate of GATEWAY_TLS_CERTIFICATE");
  }

  @Test
  void read_keyOfAnotherKind_isRefused() {
    authority.put("tls.key", authority.issue(gateway().rsa2048()).getPrivateKeyPEM());

    assertFaults(KEY + "it has no RSA or EC key as its certificate needs it");
  }

  /** Browsers do not know certificates of that kind. */
  @Test
  void read_ed25519_isRefused() {
    authority.present(authority.issue(gateway().algorithm(Algorithm.ed25519)));

    assertFaults(KEY + "it has no RSA or EC key as its certificate needs it");
  }

  @Test
  void read_keyWithAPassphrase_isRefusedWithWhatToDo() throws Exception {
    String told =
        KEY + "it has a passphrase; take that away: openssl pkey -in KEY -out KEY_WITHOUT";
    openssl("pkcs8", "-topk8", "-in", "tls.key", "-out", "new.key", "-passout", "pass:hush");
    openssl("ec", "-aes128", "-in", "tls.key", "-out", "old.key", "-passout", "pass:hush");
    for (String form : List.of("new.key", "old.key")) {
      authority.put("tls.key", Files.readString(folder.resolve(form)));
      assertFaults(told);
    }
  }

  @Test
  void read_outOfTime_isRefused() {
    authority.present(authority.issue(gateway().notAfter(NOW.minusSeconds(1))));
    assertFaults(CERTIFICATE + "it has a certificate that expired at 2026-12-01T07:59:59Z");

    authority.present(authority.issue(gateway().notBefore(NOW.plusSeconds(1))));
    assertFaults(
        CERTIFICATE + "it has a certificate that is valid only from 2026-12-01T08:00:01Z on");
  }

  @Test
  void read_authorities_oneThatStillHoldsIsEnough() throws Exception {
    String valid = Files.readString(folder.resolve("ca.pem"));
    String expired = authority.issue(gateway().notAfter(NOW.minusSeconds(1))).getCertificatePEM();
    authority.put("ca.pem", expired + valid);
    read();

    authority.put("ca.pem", expired);
    assertFaults(
        "GATEWAY_TLS_CLIENT_CA is refused: it has a certificate that expired at"
            + " 2026-12-01T07:59:59Z");
  }

  /** The JVM does not sign with what is too weak. */
  @Test
  void read_whatTheJvmRefuses_isRefused() throws Exception {
    KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
    weak.initialize(512);
    authority.present(authority.issue(gateway().keyPair(weak.generateKeyPair())));

    assertFaults(CERTIFICATE + "no caller could agree with this JVM on TLS with it");
  }

  @Test
  void read_manyFaults_areToldAtOnceWithoutWhatWasRead() throws IOException {
    authority.put("tls.crt", "-----BEGIN CERTIFICATE-----\nhush\n-----END CERTIFICATE-----\n");
    authority.put("tls.key", "hush");
    Files.delete(folder.resolve("ca.pem"));

    assertFaults(
        CERTIFICATE + "it has what is no certificate between PEM lines",
        KEY + "it has no private key in PEM",
        "GATEWAY_TLS_CLIENT_CA is refused: the file cannot be read, or has more than 1 MiB");

    authority.put("tls.crt", "hush");
    Files.delete(folder.resolve("tls.key"));
    authority.put("ca.pem", "x".repeat(1024 * 1024 + 1));
    assertFaults(
        CERTIFICATE + "it has no certificate in PEM",
        KEY + "the file cannot be read, or has more than 1 MiB",
        "GATEWAY_TLS_CLIENT_CA is refused: the file cannot be read, or has more than 1 MiB");
  }

  private static CertificateBuilder gateway() {
    return TestAuthority.builder();
  }

  private TlsIdentity read() throws TlsFilesUnusable {
    return read(TlsVersions.ONLY_1_3);
  }

  private TlsIdentity read(TlsVersions versions) throws TlsFilesUnusable {
    var rule =
        new TlsRule(
            folder.resolve("tls.crt"),
            folder.resolve("tls.key"),
            versions,
            Optional.of(folder.resolve("ca.pem")),
            ClientAuth.REQUIRED);
    return TlsIdentity.read(VERTX, rule, NOW);
  }

  private void assertFaults(String... faults) {
    assertThatThrownBy(this::read)
        .isInstanceOf(TlsFilesUnusable.class)
        .hasMessage(String.join("\n", faults))
        .hasNoCause();
  }

  private void openssl(String... arguments) throws Exception {
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();
  }
}
