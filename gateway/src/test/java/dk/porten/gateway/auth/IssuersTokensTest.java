package dk.porten.gateway.auth;

import static dk.porten.gateway.auth.TestTokens.signed;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.TestClock;
import dk.porten.gateway.metrics.GatewayMetrics;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Tokens of the shapes that issuers give, under the names of claims that fit them. */
final class IssuersTokensTest {
  private static final TestClock CLOCK = new TestClock("2026-12-01T08:00:00Z");
  private static final String CUSTOMARY = "client_id,azp,appid,cid";

  /**
   * A token and what is made of it.
   *
   * @param audience as configured; so are the claims and names
   * @param client empty if the token is refused
   */
  record Shape(
      String issuer,
      String claims,
      String audience,
      String clientClaims,
      String scopeClaims,
      String scopeNames,
      String client,
      Set<Scope> scopes) {
    @Override
    public String toString() {
      return issuer;
    }
  }

  private static final String KEYCLOAK =
      """
      "azp":"desk","client_id":"desk","typ":"Bearer","sub":"0b6f5d0e-6f5c-4f0d-a0a5-4b1a5c1f9f55",
      "scope":"profile check email","acr":"1","clientHost":"192.0.2.1",
      "realm_access":{"roles":["offline_access","default-roles-bank","check"]},
      "resource_access":{"porten":{"roles":["support"]},"account":{"roles":["reserve"]},
        "bank.portal":{"roles":["attest"]}}""";

  static final List<Shape> SHAPES =
      List.of(
          shape("Keycloak", "\"aud\":\"porten\"," + KEYCLOAK, "scope", "", "desk", Scope.CHECK),
          shape(
              "Keycloak, list of audiences",
              "\"aud\":[\"account\",\"porten\"]," + KEYCLOAK,
              "scope",
              "",
              "desk",
              Scope.CHECK),
          shape(
              "Keycloak without audience mapper",
              "\"aud\":\"account\"," + KEYCLOAK,
              "scope",
              "",
              ""),
          shape("Keycloak, lightweight", KEYCLOAK, "scope", "", ""),
          shape(
              "Keycloak, roles of the realm",
              "\"aud\":\"porten\"," + KEYCLOAK,
              "realm_access.roles",
              "",
              "desk",
              Scope.CHECK),
          shape(
              "Keycloak, roles of clients",
              "\"aud\":\"porten\"," + KEYCLOAK,
              "resource_access.porten.roles,resource_access.bank.portal.roles",
              "",
              "desk",
              Scope.SUPPORT,
              Scope.ATTEST),
          shape(
              "Entra ID 2.0, application",
              """
              "aud":"porten","azp":"6e74172b-be56-4843-9ff4-e66a39bb12e3","azpacr":"1","idtyp":"app",
              "oid":"f0a2","sub":"f0a2","roles":["Porten.Check","Porten.Reserve"],"ver":"2.0"\
              """,
              "scp,roles",
              "check=Porten.Check,reserve=Porten.Reserve,support=Porten.Support",
              "6e74172b-be56-4843-9ff4-e66a39bb12e3",
              Scope.CHECK,
              Scope.RESERVE),
          shape(
              "Entra ID 2.0, person",
              """
              "aud":"porten","azp":"6e74172b","scp":"check reserve","sub":"AAAAAAAAAAAAAAAAAAAAAIkz",
              "roles":["Porten.Support"],"preferred_username":"a@bank.example","ver":"2.0"\
              """,
              "scp,roles",
              "support=Porten.Support",
              "6e74172b",
              Scope.CHECK,
              Scope.RESERVE,
              Scope.SUPPORT),
          new Shape(
              "Entra ID 1.0, application",
              """
              "aud":"api://porten","appid":"6e74172b","appidacr":"1","roles":["Porten.Check"],
              "sub":"f0a2","ver":"1.0"\
              """,
              "api://porten",
              CUSTOMARY,
              "roles",
              "check=Porten.Check",
              "6e74172b",
              Set.of(Scope.CHECK)),
          shape(
              "Okta",
              """
              "ver":1,"aud":"porten","cid":"0oabskvc6442nkvQO0h7","scp":["check","support"],
              "sub":"0oabskvc6442nkvQO0h7","uid":"00u5t60iloOHN9pBi0h7"\
              """,
              "scope,scp",
              "",
              "0oabskvc6442nkvQO0h7",
              Scope.CHECK,
              Scope.SUPPORT),
          shape(
              "Auth0",
              """
              "aud":["porten","https://bank.eu.auth0.example/userinfo"],"azp":"my_client",
              "sub":"my_client@clients","gty":"client-credentials","scope":"openid",
              "permissions":["check","read:holds"]\
              """,
              "permissions",
              "reserve=read:holds",
              "my_client",
              Scope.CHECK,
              Scope.RESERVE),
          shape(
              "Auth0, claim of its own",
              """
              "aud":"porten","azp":"my_client","sub":"auth0|7","https://bank.example/roles":["support"]\
              """,
              "scope,https://bank.example/roles",
              "",
              "my_client",
              Scope.SUPPORT),
          shape(
              "Hydra",
              """
              "aud":["porten"],"client_id":"kiosk","ext":{},"scp":["check","reserve"],"sub":"kiosk"\
              """,
              "scope,scp",
              "",
              "kiosk",
              Scope.CHECK,
              Scope.RESERVE),
          shape(
              "names of its own instead of ours",
              "\"aud\":\"porten\",\"client_id\":\"kiosk\",\"scope\":\"check support\"",
              "scope",
              "support=Porten.Support",
              "kiosk",
              Scope.CHECK),
          new Shape(
              "clients named by sub",
              "\"aud\":\"porten\",\"sub\":\"kiosk\",\"azp\":\"other\",\"scope\":\"check\"",
              "porten",
              "sub",
              "scope",
              "",
              "kiosk",
              Set.of(Scope.CHECK)),
          shape(
              "a person whose sub is another's client id",
              "\"aud\":\"porten\",\"sub\":\"kiosk\",\"scope\":\"check\"",
              "scope",
              "",
              ""),
          shape(
              "no list of names",
              """
              "aud":"porten","azp":"a","roles":{"check":true},"scope":[1,null,["check"],"attest"]\
              """,
              "roles,scope,a.b,scope.check",
              "",
              "a",
              Scope.ATTEST));

  @ParameterizedTest
  @FieldSource("SHAPES")
  void find_tokenOfAnIssuer_isItsClientWithItsScopes(Shape shape) {
    try (var metrics = new GatewayMetrics();
        Callers callers = callers(shape, metrics)) {
      String claims =
          "{\"iss\":\"%s\",\"exp\":%d,\"iat\":%d,%s}"
              .formatted(
                  TestTokens.ISSUER,
                  CLOCK.instant().getEpochSecond() + 300,
                  CLOCK.instant().getEpochSecond(),
                  shape.claims);

      Identity found = callers.find("Bearer " + signed(new JsonObject(claims)));

      if (shape.client.isEmpty()) {
        assertThat(found).isInstanceOf(TokenRefusal.class);
      } else {
        assertThat(found)
            .isInstanceOfSatisfying(
                KnownCaller.class,
                known -> {
                  assertThat(known.caller().client()).isEqualTo(shape.client);
                  assertThat(known.caller().scopes()).isEqualTo(shape.scopes);
                });
      }
    }
  }

  private static Shape shape(
      String issuer,
      String claims,
      String scopeClaims,
      String scopeNames,
      String client,
      Scope... scopes) {
    return new Shape(
        issuer, claims, "porten", CUSTOMARY, scopeClaims, scopeNames, client, Set.of(scopes));
  }

  private static Callers callers(Shape shape, GatewayMetrics metrics) {
    var names =
        new ClaimNames(
            ClaimNames.parseClients(shape.clientClaims),
            ClaimNames.parseList(shape.scopeClaims),
            shape.scopeNames.isEmpty()
                ? java.util.Map.of()
                : ClaimNames.parseScopes(shape.scopeNames));
    var terms =
        new TokenTerms(
            TestTokens.ISSUER, Set.of(shape.audience), Duration.ZERO, Duration.ofDays(1), names);
    KeySource keys = KeySource.of(TestTokens.keySetFile().toString(), TokenAlgorithm.CUSTOMARY);
    var care = new KeyCare(Duration.ofDays(1), Optional.empty());
    return new TokenRule(keys, care, terms).callers(CLOCK, metrics.tokens());
  }
}
