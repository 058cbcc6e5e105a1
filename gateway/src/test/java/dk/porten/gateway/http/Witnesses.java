package dk.porten.gateway.http;

import dk.porten.gateway.postgres.schema.PersonKey;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;

/** What callers ask of witnesses and what is on record about them, on a running gateway. */
record Witnesses(RunningGateway gateway) {
  Reply record(UUID witness, UUID applicant, String further) {
    return post(Attestations.body(witness, applicant, further), UUID.randomUUID().toString());
  }

  Reply post(JsonObject body, String key, String... headers) {
    String[] all =
        Stream.concat(Stream.of("Idempotency-Key", key), Stream.of(headers)).toArray(String[]::new);
    return gateway.post("/v1/attestations", body.encode(), all);
  }

  int used(UUID witness) {
    return gateway
        .post("/v1/witness-checks", "{\"witness\":{\"personId\":\"" + witness + "\"}}")
        .json()
        .getJsonObject("quota")
        .getInteger("used");
  }

  Stream<JsonObject> attestations(UUID witness) {
    return history(witness, "").getJsonArray("attestations").stream().map(JsonObject.class::cast);
  }

  JsonObject history(UUID witness, String further) {
    return gateway
        .post("/v1/witness-history", "{\"personId\":\"" + witness + "\"" + further + "}")
        .json();
  }

  void attest(UUID witness, String onRecord) throws Exception {
    for (String one : onRecord.isEmpty() ? new String[0] : onRecord.split(" ")) {
      gateway.attest(witness, person(one.charAt(0)), one.substring(2), "valid");
    }
  }

  /** Forgets a person, as the command does. */
  void erase(UUID person) throws Exception {
    try (var connection = gateway.openDatabase();
        var erase = connection.prepareStatement("SELECT erase_person(?, 'test')")) {
      erase.setBytes(1, PersonKey.parse(RunningGateway.PERSON_KEY).hash(person));
      erase.execute();
    }
  }

  static UUID person(char letter) {
    return new UUID(letter, letter);
  }

  static String id(Reply reply) {
    return reply.json().getString("attestationId");
  }
}
