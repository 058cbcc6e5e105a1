package dk.porten.gateway.tls;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** Who the gateway is to its callers, and whom it takes them for: files that were found good. */
public final class TlsIdentity {

  private final TlsRule rule;
  private final TlsFiles files;
  private final Instant end;

  private TlsIdentity(TlsRule rule, TlsFiles files, Instant end) {
    this.rule = rule;
    this.files = files;
    this.end = end;
  }

  /**
   * Reads and judges the files. Blocks.
   *
   * @throws TlsFilesUnusable with everything that is wrong
   */
  public static TlsIdentity read(Vertx vertx, TlsRule rule, Instant now) throws TlsFilesUnusable {
    return of(vertx, rule, TlsFiles.read(rule), now);
  }

  static TlsIdentity of(Vertx vertx, TlsRule rule, TlsFiles files, Instant now)
      throws TlsFilesUnusable {
    return new Judgement(rule, files).identity(vertx, now);
  }

  TlsFiles files() {
    return files;
  }

  /** Returns when the first of the certificates ends. */
  public Instant end() {
    return end;
  }

  /** Returns all that a server has to be told; nothing of an earlier identity stays. */
  public ServerSSLOptions options() {
    ServerSSLOptions options =
        new ServerSSLOptions()
            .setUseAlpn(false)
            .setKeyCertOptions(keyOptions(files))
            .setEnabledSecureTransportProtocols(rule.versions().protocols())
            .setClientAuth(rule.clientAuth());
    rule.versions().suites().forEach(options::addEnabledCipherSuite);
    files
        .clientAuthorities()
        .ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertValue(file)));
    return options;
  }

  private static PemKeyCertOptions keyOptions(TlsFiles files) {
    return new PemKeyCertOptions()
        .addCertValue(files.certificate().orElseThrow())
        .addKeyValue(files.key().orElseThrow());
  }

  /** Gathers what is wrong. */
  private static final class Judgement {

    private final TlsRule rule;
    private final TlsFiles files;
    private final List<String> faults = new ArrayList<>();

    Judgement(TlsRule rule, TlsFiles files) {
      this.rule = rule;
      this.files = files;
    }

    TlsIdentity identity(Vertx vertx, Instant now) throws TlsFilesUnusable {
      List<X509Certificate> chain =
          parsed(TlsRule.CERTIFICATE, files.certificate(), Pem::certificates).orElse(List.of());
      Optional<Boolean> key =
          parsed(
              TlsRule.KEY,
              files.key(),
              file -> {
                Pem.judgeKey(file);
                return true;
              });
      judgeTimes(TlsRule.CERTIFICATE, chain, now);
      if (!chain.isEmpty() && isInOrder(chain) && key.isPresent()) {
        judgePair(vertx, chain.get(0));
      }
      if (rule.clientAuth() != ClientAuth.NONE) {
        parsed(TlsRule.CLIENT_AUTHORITIES, files.clientAuthorities(), Pem::certificates)
            .filter(authorities -> authorities.stream().noneMatch(one -> isValid(one, now)))
            .ifPresent(authorities -> judgeTimes(TlsRule.CLIENT_AUTHORITIES, authorities, now));
      }
      if (!faults.isEmpty()) {
        throw new TlsFilesUnusable(faults);
      }
      Instant end =
          chain.stream().map(one -> one.getNotAfter().toInstant()).min(Instant::compareTo).get();
      return new TlsIdentity(rule, files, end);
    }

    private <T> Optional<T> parsed(
        String variable, Optional<Buffer> file, Function<Buffer, T> parser) {
      try {
        return Optional.of(
            parser.apply(
                file.orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "the file cannot be read, or has more than 1 MiB"))));
      } catch (IllegalArgumentException unusable) {
        refuse(variable, unusable.getMessage());
        return Optional.empty();
      }
    }

    /** Each certificate has to be signed by the next one, or callers cannot follow them. */
    private boolean isInOrder(List<X509Certificate> chain) {
      for (int i = 0; i + 1 < chain.size(); i++) {
        if (!isSigned(chain.get(i), chain.get(i + 1))) {
          refuse(
              TlsRule.CERTIFICATE,
              "its certificate no. %d is not signed by the next: the gateway's own comes first, then each one's authority"
                  .formatted(i + 1));
          return false;
        }
      }
      return true;
    }

    private static boolean isSigned(X509Certificate one, X509Certificate authority) {
      try {
        one.verify(authority.getPublicKey());
        return one.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
      } catch (GeneralSecurityException other) {
        return false;
      }
    }

    /**
     * One authority may end while another goes on: certificates of the former fail by themselves.
     */
    private static boolean isValid(X509Certificate authority, Instant now) {
      return !now.isBefore(authority.getNotBefore().toInstant())
          && !now.isAfter(authority.getNotAfter().toInstant());
    }

    private void judgeTimes(String variable, List<X509Certificate> certificates, Instant now) {
      for (X509Certificate certificate : certificates) {
        Instant begin = certificate.getNotBefore().toInstant();
        Instant last = certificate.getNotAfter().toInstant();
        if (now.isAfter(last)) {
          refuse(variable, "it has a certificate that expired at " + last);
        } else if (now.isBefore(begin)) {
          refuse(variable, "it has a certificate that is valid only from " + begin + " on");
        }
      }
    }

    private void judgePair(Vertx vertx, X509Certificate own) {
      try {
        KeyManagerFactory managers = Pem.keyManagers(vertx, keyOptions(files));
        if (!Pem.isKeyOf(own, managers)) {
          refuse(
              TlsRule.KEY, "it is not the key of the first certificate of " + TlsRule.CERTIFICATE);
        } else if (!TrialHandshake.succeeds(managers, rule.versions())) {
          refuse(TlsRule.CERTIFICATE, "no caller could agree with this JVM on TLS with it");
        }
      } catch (IllegalArgumentException unusable) {
        refuse(TlsRule.KEY, unusable.getMessage());
      }
    }

    private void refuse(String variable, @Nullable String why) {
      faults.add(variable + " is refused: " + why);
    }
  }
}
