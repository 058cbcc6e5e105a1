package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestIssuer.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose keys an issuer's own discovery leads to. */
@Timeout(60)
final class DiscoveryTest {
  private static final Set<TokenAlgorithm> ALL = Set.of(TokenAlgorithm.values());
  private static final String OPENID = "/.well-known/openid-configuration";

  private final TestIssuer issuer = TestIssuer.start();

  @AfterEach
  void stop() {
    issuer.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', /.well-known/openid-configuration",
    "/, /.well-known/openid-configuration",
    "/realms/bank, /realms/bank/.well-known/openid-configuration",
    "/bank/, /bank/.well-known/openid-configuration",
    "'', /.well-known/oauth-authorization-server",
    "/oauth2/default, /.well-known/oauth-authorization-server/oauth2/default",
  })
  void read_issuersDocument_hasTheKeys(String path, String wellKnown) {
    String name = issuer.url() + path;
    issuer.tell(wellKnown, document(name, issuer.keysUrl()).encode());

    assertThat(KeySource.ofIssuer(name, ALL).read().has("ec")).isTrue();
  }

  /** Entra's document for all tenants, for one, names an issuer with a placeholder. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/hush", "https://hush.example/{tenantid}/v2.0"})
  void read_documentOfAnotherIssuer_isRefused(String other) {
    String named = other.startsWith("/") ? issuer.url() + other : other;
    issuer.tell(OPENID, document(named, issuer.keysUrl()).encode());

    assertUnavailable(KeyFetch.OTHER_ISSUER, "names another issuer than GATEWAY_JWT_ISSUER", false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://192.0.2.1/hush", "hush", "file:///hush", "https://a:hush@b/"})
  void read_keysAtAPlaceThatIsNotSecure_isRefused(String place) {
    issuer.tell(OPENID, document(issuer.url(), place).encode());

    assertUnavailable(KeyFetch.OTHER_ISSUER, "has no jwks_uri that is an https URL", false);
  }

  @Test
  void read_noDocument_tellsWhatIsTheMatter() {
    issuer.tell(OPENID, "<p>hush");
    assertUnavailable(KeyFetch.NO_KEY_SET, "its discovery document is no JSON", false);
    issuer.tell("/elsewhere", "{}");
    assertUnavailable(KeyFetch.NOT_FOUND, "answers 404 where its discovery document", true);
    issuer.goAway();
    assertUnavailable(KeyFetch.REFUSED, "no connection for its discovery document", true);
  }

  @Test
  void read_keysAreNotWhereTheDocumentSays_tellsSo() {
    issuer.answer(404);

    assertUnavailable(KeyFetch.NOT_FOUND, "answers 404 where the key set should be", true);
  }

  private void assertUnavailable(KeyFetch outcome, String why, boolean mayPass) {
    KeySource source = KeySource.ofIssuer(issuer.url(), ALL);

    assertThatThrownBy(source::read)
        .isInstanceOfSatisfying(
            KeySetUnavailable.class,
            failed -> {
              assertThat(failed.outcome()).isEqualTo(outcome);
              assertThat(failed.mayPass()).isEqualTo(mayPass);
            })
        .hasMessageContaining(why)
        .message()
        .doesNotContain("hush");
  }
}
