package dk.porten.gateway.packaged;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks a gateway everything, well and badly, with planted values; keeps what it is refused. */
final class PlantedRequests {
  private static final String WITNESS =
      """
      {"witness":{"personId":"PERSON","birthDate":"1907-08-09","mitIdSince":"2022-01-01",\
      "documents":[{"type":"passport","issuer":"DK","expiresOn":"2077-06-05","nameMatchesCpr":true}]},\
      "applicant":{"personId":"c2b7e914-03fa-4d58-8e6b-71a94f0d5c01"}}"""
          .replace("PERSON", Planted.PERSON.value());

  /** Bodies with a value in every kind of place where a fault can be. */
  private static final List<String> FAULTY =
      List.of(
          "{'userId':['%s']}",
          "{'userId':'a','%s':1}",
          "{'userId':'%s'",
          "%s",
          "{'userId':'%s\\ud800'}",
          "{'userIds':'%s'}",
          "{'userId':'a','on':'%s','rulePack':'%s'}",
          "{'documents':[{'type':'%s','expiresOn':'%s'}],'venue':'%s'}",
          "{'witness':{'personId':'%s','birthDate':'%s','mitIdSince':'%s'}}",
          "{'witness':{'documents':'%s'},'applicant':{'%s':1}}",
          "{'userId':'a','reason':'%s','holdSeconds':'%s'}",
          "{'personId':'%s','reason':'%s'}");

  private static final List<String> PATHS =
      List.of(
          "/v1/user-id-checks",
          "/v1/user-id-checks/batch",
          "/v1/user-id-holds",
          "/v1/user-id-releases",
          "/v1/user-id-history",
          "/v1/document-checks",
          "/v1/witness-checks",
          "/v1/attestations",
          "/v1/witness-history",
          "/v1/visit-checks");

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI gateway;
  private final Set<Integer> statuses = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private int keys;

  PlantedRequests(URI gateway) {
    this.gateway = gateway;
  }

  /** Returns every refusal, with its headers. */
  String problems() {
    return String.join("\n", problems);
  }

  /** Returns the statuses that came. */
  Set<Integer> statuses() {
    return statuses;
  }

  /** Asks by every operation with success. */
  void askWell() throws IOException, InterruptedException {
    String userId = "{\"userId\":\"" + Planted.USER_ID.value() + "\"}";
    String hold = json(post("/v1/user-id-holds", userId)).getString("holdId");
    send("GET", "/v1/user-id-holds/" + hold, "");
    post("/v1/user-id-holds/" + hold + "/claim", "");
    post("/v1/user-id-holds", userId);
    post(
        "/v1/user-id-releases",
        userId.replace("}", ",\"reason\":\"" + Planted.REASON.value() + "\"}"));
    String again = json(post("/v1/user-id-holds", userId)).getString("holdId");
    send("DELETE", "/v1/user-id-holds/" + again, "");
    post("/v1/user-id-history", userId);
    String asked = userId.replace(Planted.USER_ID.value(), Planted.CHECKED_USER_ID.value());
    post("/v1/user-id-checks", asked.replace("}", ",\"suggestions\":3}"));
    post("/v1/user-id-checks", "{\"userId\":\"" + Planted.CPR_NUMBER.value() + "\"}");
    post("/v1/user-id-checks/batch", "{\"userIds\":[\"" + Planted.CHECKED_USER_ID.value() + "\"]}");
    stream(asked + "\n" + asked.replace("userId", "plantedelsewhere") + "\n{" + asked + "\n");
    post("/v1/document-checks", "{\"documents\":" + documents() + "}");
    post("/v1/witness-checks", WITNESS);
    post("/v1/visit-checks", WITNESS.replace("{\"witness\"", "{\"documents\":[],\"witness\""));
    String recorded = json(post("/v1/attestations", WITNESS)).getString("attestationId");
    String reason = "{\"reason\":\"" + Planted.REASON.value() + "\"}";
    post("/v1/attestations/" + recorded + "/void", reason);
    post("/v1/attestations/" + recorded + "/void", reason.replace("planted", "710199-1234"));
    post("/v1/attestations", WITNESS);
    post("/v1/witness-history", "{\"personId\":\"" + Planted.PERSON.value() + "\"}");
    for (String page :
        List.of(
            "/",
            "/console",
            "/console/main.js",
            "/console/sign-in",
            "/docs",
            "/openapi.yaml",
            "/v1/guidance",
            "/v1/rule-packs",
            "/v1/reason-codes",
            "/none")) {
      send("GET", page + "?plantedelsewhere=710199-1234", "");
    }
  }

  /** Asks every operation what it refuses. */
  void askBadly() throws IOException, InterruptedException {
    for (Planted planted : List.of(Planted.CPR_NUMBER, Planted.PERSON, Planted.ELSEWHERE)) {
      for (String path : PATHS) {
        for (String body : FAULTY) {
          post(path, body.replace('\'', '"').replace("%s", planted.value()));
        }
      }
      send("GET", "/v1/" + planted.value(), "");
      send("PATCH", "/v1/user-id-holds/" + planted.value(), planted.value());
    }
    String tampered = Planted.token().replaceFirst("...$", "AAA");
    for (String header : List.of(tampered, Planted.token().replaceFirst("\\..*\\.", "."), "x")) {
      ask("POST", "/v1/user-id-checks", "{}", "Authorization", "Bearer " + header);
    }
    post("/v1/user-id-holds", "{\"userId\":\"710199-1234.\u2603\"}");
    for (String header : List.of("Accept", "Content-Type")) {
      ask(
          "POST",
          "/v1/user-id-checks",
          "{}",
          "Authorization",
          "Bearer " + Planted.token(),
          header,
          "plantedelsewhere/710199-1234");
    }
    raw("plantedelsewhere 710199-1234\r\n\r\n");
    raw("GET /plantedelsewhere HTTP/1.1\r\nHost: t\r\nplantedelsewhere: a\r\n 710199-1234\r\n\r\n");
    raw("GET /plantedelsewhere HTTP/7.1\r\nHost: 710199-1234\r\n\r\n");
  }

  private static String documents() {
    return "[{\"type\":\"passport\",\"issuer\":\"SE\",\"expiresOn\":\"2077-06-05\"}]";
  }

  private String post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  private String send(String method, String path, String body)
      throws IOException, InterruptedException {
    return ask(method, path, body, "Authorization", "Bearer " + Planted.token());
  }

  private void stream(String lines) throws IOException, InterruptedException {
    String answers =
        ask(
            "POST",
            "/v1/user-id-checks/batch",
            lines,
            "Authorization",
            "Bearer " + Planted.token(),
            "Content-Type",
            "application/x-ndjson");
    answers.lines().filter(line -> line.contains("\"problem\"")).forEach(problems::add);
  }

  private String ask(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("X-Request-Id", Planted.REQUEST_ID.value())
            .header("Referer", "http://plantedelsewhere.example")
            .header("Idempotency-Key", Planted.IDEMPOTENCY_KEY.value() + keys++);
    if (!List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    HttpResponse<String> reply =
        client.send(request.headers(headers).build(), HttpResponse.BodyHandlers.ofString());
    statuses.add(reply.statusCode());
    if (reply.statusCode() >= 400) {
      problems.add(reply.headers().map() + " " + reply.body());
    }
    return reply.body();
  }

  private void raw(String bytes) throws IOException {
    try (var socket = new Socket(gateway.getHost(), gateway.getPort())) {
      socket.getOutputStream().write(bytes.getBytes(US_ASCII));
      socket.shutdownOutput();
      problems.add(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static JsonObject json(String answer) {
    return new JsonObject(answer);
  }
}
