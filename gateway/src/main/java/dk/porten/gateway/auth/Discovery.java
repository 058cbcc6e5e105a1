package dk.porten.gateway.auth;

import java.net.URI;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * What an issuer tells of itself: by OpenID Connect Discovery, else by RFC 8414. Only a document
 * that names the same issuer counts, else somebody else's keys could come in.
 */
final class Discovery {

  private static final String OPENID = "/.well-known/openid-configuration";
  private static final String OAUTH = "/.well-known/oauth-authorization-server";
  private static final String DOCUMENT = "its discovery document";

  private final String issuer;
  private final URI url;
  private final IssuerFetch fetch;

  Discovery(String issuer, IssuerFetch fetch) {
    this.issuer = issuer;
    this.fetch = fetch;
    url =
        SecureUrl.find(issuer)
            .filter(found -> found.getRawQuery() == null && found.getRawFragment() == null)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "it is no https URL (http on loopback only), so its keys cannot be found"
                            + " there: set GATEWAY_JWKS"));
  }

  /**
   * Returns where the key set is. Blocks.
   *
   * @throws KeySetUnavailable if that cannot be told
   */
  URI keySet() {
    Map<String, Object> document = document();
    if (!issuer.equals(document.get("issuer"))) {
      throw new KeySetUnavailable(
          KeyFetch.OTHER_ISSUER,
          DOCUMENT + " names another issuer than GATEWAY_JWT_ISSUER, which has to be the same text",
          false);
    }
    return SecureUrl.find(String.valueOf(document.get("jwks_uri")))
        .orElseThrow(
            () ->
                new KeySetUnavailable(
                    KeyFetch.OTHER_ISSUER,
                    DOCUMENT + " has no jwks_uri that is an https URL (http on loopback only)",
                    false));
  }

  private Map<String, Object> document() {
    try {
      return JsonUtil.parseJson(text());
    } catch (JoseException none) {
      // Without its cause, which repeats what was read.
      throw new KeySetUnavailable(KeyFetch.NO_KEY_SET, DOCUMENT + " is no JSON", false);
    }
  }

  private String text() {
    String path = url.getRawPath().replaceFirst("/$", "");
    try {
      return fetch.text(url.resolve(path + OPENID), DOCUMENT);
    } catch (KeySetUnavailable missing) {
      if (missing.outcome() != KeyFetch.NOT_FOUND) {
        throw missing;
      }
      return fetch.text(url.resolve(OAUTH + path), DOCUMENT);
    }
  }
}
