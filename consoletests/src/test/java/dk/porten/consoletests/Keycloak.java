package dk.porten.consoletests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the administrator of the realm of ops/keycloak can do at its Keycloak. */
final class Keycloak {

  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

  private final String address;
  private final String password;
  private final HttpClient client = HttpClient.newHttpClient();

  Keycloak(String address, String password) {
    this.address = address;
    this.password = password;
  }

  /** Ends all sessions of somebody. */
  void endSessions(String user) {
    administer("POST", "/users/" + idOf(user) + "/logout");
  }

  boolean hasSession(String user) {
    return !administer("GET", "/users/" + idOf(user) + "/sessions").equals("[]");
  }

  private String idOf(String user) {
    return found(ID, administer("GET", "/users?exact=true&username=" + user));
  }

  private String administer(String method, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(address + "/admin/realms/porten" + path))
            .header("Authorization", "Bearer " + token())
            .method(method, BodyPublishers.noBody()));
  }

  private String token() {
    String form = "grant_type=password&client_id=admin-cli&username=admin&password=" + password;
    return found(
        TOKEN,
        send(
            HttpRequest.newBuilder(
                    URI.create(address + "/realms/master/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))));
  }

  private String send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString()).body();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String found(Pattern pattern, String answer) {
    Matcher matcher = pattern.matcher(answer);
    if (!matcher.find()) {
      throw new IllegalStateException("Keycloak did not answer as expected");
    }
    return matcher.group(1);
  }
}
