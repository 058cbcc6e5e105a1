package dk.porten.gateway.http;

import static dk.porten.gateway.http.HeadRequests.BODY;
import static dk.porten.gateway.http.HeadRequests.HEAD;
import static dk.porten.gateway.http.HeadRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.tls.TestAuthority;
import io.netty.pkitesting.X509Bundle;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens that are bound to a certificate (RFC 8705), on connections with that one or another. */
@Timeout(120)
final class BoundTokensTest {
  private static final String REFUSED = "porten_tokens_refused_total{reason=\"certificate\"}";
  private static final String REPEATED = "porten_heads_repeated_total";
  private static final int SOME_FOR_EACH_LOOP = 8;

  private static final TestAuthority AUTHORITY = TestAuthority.somewhere();
  private static final X509Bundle BANK = AUTHORITY.caller("bank");
  private static final SSLContext BY_BANK = AUTHORITY.callers(BANK);
  private static final SSLContext BY_ANOTHER = AUTHORITY.callers(AUTHORITY.caller("bank"));
  private static final SSLContext BY_NOBODY = AUTHORITY.callers();

  private static final String TOKEN = bound(BANK);

  @RegisterExtension
  static final RunningGateway GATEWAY = RunningGateway.onTestDatabase(variables()).by(BY_BANK);

  @Test
  void itsCertificate_isTaken_alsoWithAKnownHead() throws Exception {
    double before = GATEWAY.metric(REPEATED);
    try (RawConnection connection = connect(BY_BANK)) {
      for (int i = 0; i < 3; i++) {
        assertThat(connection.send(check(TOKEN)).read().verdict()).isEqualTo("available");
      }
    }
    assertThat(GATEWAY.metric(REPEATED)).isEqualTo(before + 2);
  }

  @Test
  void anotherCertificateOrNone_is401AndOnlyOperatorsAreToldWhy() throws Exception {
    String fresh = bound(BANK);
    try (HeardLog log = new HeardLog();
        RunningGateway asking = GATEWAY.startAnother(variables())) {
      for (SSLContext callers : new SSLContext[] {BY_ANOTHER, BY_NOBODY}) {
        try (RawConnection connection = connect(asking, callers)) {
          for (int i = 0; i < 3; i++) {
            Reply reply = connection.send(check(fresh)).read();
            assertThat(reply.problem()).isEqualTo("401 unauthorized");
            assertThat(reply.header("www-authenticate"))
                .isEqualTo("Bearer error=\"invalid_token\"");
          }
          assertThat(connection.send(check(RunningGateway.TOKEN)).read().status()).isEqualTo(200);
        }
      }
      assertThat(asking.metric(REFUSED)).isEqualTo(6);
      assertThat(log.warnings("(certificate): it is bound to a certificate")).hasSize(1);
      assertThat(String.join("\n", log.warnings()))
          .doesNotContain(fresh.substring(fresh.lastIndexOf('.')), thumbprint(BANK));
    }
  }

  /** Whatever was remembered of the token while it came the right way is no help on another. */
  @Test
  void sameHead_onTheRightAndThenOnAnotherConnection_isRefusedThere() throws Exception {
    byte[] head = check(TOKEN);
    for (int i = 0; i < SOME_FOR_EACH_LOOP; i++) {
      try (RawConnection right = connect(BY_BANK);
          RawConnection other = connect(BY_ANOTHER);
          RawConnection none = connect(BY_NOBODY)) {
        for (int round = 0; round < 3; round++) {
          assertThat(right.send(head).read().status()).isEqualTo(200);
          assertThat(other.send(head).read().problem()).isEqualTo("401 unauthorized");
          assertThat(none.send(head).read().problem()).isEqualTo("401 unauthorized");
        }
      }
    }
  }

  @Test
  void inClear_isRefused() throws Exception {
    try (RunningGateway clear = GATEWAY.startAnother();
        RawConnection connection = clear.connect()) {
      assertThat(GATEWAY.sendRaw(check(TOKEN)).status()).isEqualTo(200);
      assertThat(connection.send(check(TOKEN)).read().problem()).isEqualTo("401 unauthorized");
      assertThat(clear.metric(REFUSED)).isOne();
    }
  }

  /** The certificate is not shown again then: TLS keeps it with the session. */
  @Test
  void session_resumed_isOfItsCertificate() throws Exception {
    SSLContext bank = AUTHORITY.callers(BANK);
    long begun = begunWithAnAnswer(bank);

    assertThat(begunWithAnAnswer(bank)).isEqualTo(begun);
  }

  @Test
  void stream_isOfTheConnectionWithItsCertificate() throws Exception {
    try (LineStream stream = LineStream.on(connect(BY_BANK), TOKEN)) {
      for (String userId : new String[] {"stine.b", "stine.c"}) {
        stream.send("{\"userId\":\"" + userId + "\"}\n");
        assertThat(new JsonObject(stream.read()).getString("userId")).isEqualTo(userId);
      }
    }
    try (RawConnection other = connect(BY_ANOTHER)) {
      other.send(LineStream.HEAD.replace(RunningGateway.TOKEN, TOKEN));
      assertThat(other.read().problem()).isEqualTo("401 unauthorized");
    }
  }

  /** Answers one request; returns when the TLS session began that it came in. */
  private static long begunWithAnAnswer(SSLContext callers) throws IOException {
    SSLSocket socket = new CheckedClient(callers).connectTls("127.0.0.1", GATEWAY.port());
    try (RawConnection connection = new RawConnection(socket)) {
      assertThat(connection.send(check(TOKEN)).read().status()).isEqualTo(200);
      return socket.getSession().getCreationTime();
    }
  }

  private static String[] variables() {
    return AUTHORITY.variables(
        "GATEWAY_TLS_CLIENT_CA",
        AUTHORITY.authorities().toString(),
        "GATEWAY_TLS_CLIENT_AUTH",
        "requested");
  }

  private static RawConnection connect(SSLContext callers) throws IOException {
    return connect(GATEWAY, callers);
  }

  private static RawConnection connect(RunningGateway gateway, SSLContext callers)
      throws IOException {
    return new RawConnection(new CheckedClient(callers).connectTls("127.0.0.1", gateway.port()));
  }

  private static byte[] check(String token) {
    return request(HEAD.replace(RunningGateway.TOKEN, token), BODY);
  }

  /** Returns the header of a caller whose token is bound to a certificate. */
  private static String bound(X509Bundle certificate) {
    JsonObject confirmation = new JsonObject().put("x5t#S256", thumbprint(certificate));
    return "Bearer " + TestTokens.signed(TestTokens.claims().put("cnf", confirmation));
  }

  private static String thumbprint(X509Bundle certificate) {
    try {
      byte[] encoded = certificate.getCertificate().getEncoded();
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(encoded);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }
}
