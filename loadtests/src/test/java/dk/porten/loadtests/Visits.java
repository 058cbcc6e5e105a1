package dk.porten.loadtests;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.percent;
import static io.gatling.javaapi.core.CoreDsl.randomSwitch;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.util.UUID;

/** What people come for. */
final class Visits {
  private Visits() {}

  /** Returns one check: of a user ID in half of the visits, else mostly of documents. */
  static ChainBuilder checks() {
    return randomSwitch()
        .on(
            percent(50).then(Requests.asking("/v1/user-id-checks", Question.USER_IDS)),
            percent(35).then(Requests.asking("/v1/document-checks", Question.DOCUMENTS)),
            percent(15).then(Requests.asking("/v1/witness-checks", Question.WITNESSES)));
  }

  /** Returns checks, and in 2 % of the visits two or three writes: 5 % of all requests. */
  static ChainBuilder checksAndWrites() {
    return randomSwitch()
        .on(percent(98).then(checks()), percent(1).then(reservation()), percent(1).then(witness()));
  }

  /** Holds a user ID, claims it, finds it taken, and gets the first answer to the hold again. */
  private static ChainBuilder reservation() {
    return exec(session ->
            session.set("key", UUID.randomUUID().toString()).set("userId", Question.freeUserId()))
        .exec(
            Requests.counted(
                hold("hold")
                    .check(
                        jsonPath("$.userId").isEL("#{userId}"),
                        jsonPath("$.holdId").saveAs("holdId"),
                        bodyString().saveAs("first"))),
            Requests.counted(
                http("claim")
                    .post("/v1/user-id-holds/#{holdId}/claim")
                    .check(status().is(200), jsonPath("$.userId").isEL("#{userId}"))),
            Requests.counted(
                http("user ID, just claimed")
                    .post("/v1/user-id-checks")
                    .body(StringBody(Question.userId("#{userId}")))
                    .check(status().is(200), jsonPath("$.verdict").is("taken"))),
            Requests.counted(replayed(hold("hold, again"))));
  }

  /** Records an attestation of a witness without others, and gets the first answer again. */
  private static ChainBuilder witness() {
    return exec(session ->
            session.set("key", UUID.randomUUID().toString()).set("body", Question.attestation()))
        .exec(
            Requests.counted(
                attestation("attestation")
                    .check(
                        jsonPath("$.attestationId").exists(),
                        jsonPath("$.quota.used").is("1"),
                        bodyString().saveAs("first"))),
            Requests.counted(replayed(attestation("attestation, again"))));
  }

  private static HttpRequestActionBuilder hold(String name) {
    return write(name, "/v1/user-id-holds", Question.userId("#{userId}"));
  }

  private static HttpRequestActionBuilder attestation(String name) {
    return write(name, "/v1/attestations", "#{body}");
  }

  private static HttpRequestActionBuilder write(String name, String path, String body) {
    return http(name)
        .post(path)
        .header("Idempotency-Key", "#{key}")
        .body(StringBody(body))
        .check(status().is(201));
  }

  private static HttpRequestActionBuilder replayed(HttpRequestActionBuilder request) {
    return request.check(header("Idempotency-Replayed").is("true"), bodyString().isEL("#{first}"));
  }
}
