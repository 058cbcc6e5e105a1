package dk.porten.gateway.http;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Requests to record attestations. */
final class Attestations {

  private Attestations() {}

  /** Returns a request that nothing but the quota speaks against. */
  static JsonObject body(UUID witness, UUID applicant, String further) {
    return new JsonObject(
        """
        {"witness":{"personId":"%s","birthDate":"1980-02-29","mitIdSince":"2022-01-01",
           "documents":[{"type":"passport","issuer":"DK","expiresOn":"2099-06-30",
             "nameMatchesCpr":true}]},
         "applicant":{"personId":"%s"}%s}"""
            .formatted(witness, applicant, further));
  }
}
