package dk.porten.gateway.history;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;

/** What a client asks of a gateway: one call of the contract, with nothing wrong in it. */
sealed interface Request {

  /** Returns the body; empty if the call has none. */
  String body();

  String path();

  default String method() {
    return "POST";
  }

  /** Returns the statuses that the contract has for it, those of trouble aside. */
  Set<Integer> statuses();

  /** A call about a hold that its client knows. */
  sealed interface OfHold extends Request {
    UUID holdId();

    @Override
    default String path() {
      return "/v1/user-id-holds/" + holdId();
    }
  }

  /** Hold a free ID for a while. */
  record Hold(String userId, int holdSeconds) implements Request {
    @Override
    public String path() {
      return "/v1/user-id-holds";
    }

    @Override
    public String body() {
      return new JsonObject().put("userId", userId).put("holdSeconds", holdSeconds).encode();
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(201, 409, 422);
    }
  }

  /** Look at a hold. */
  record ShowHold(UUID holdId) implements OfHold {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String body() {
      return "";
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(200, 404);
    }
  }

  /** Turn a hold into a taken ID. */
  record Claim(UUID holdId) implements OfHold {
    @Override
    public String path() {
      return OfHold.super.path() + "/claim";
    }

    @Override
    public String body() {
      return "";
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(200, 404, 410);
    }
  }

  /** Let a hold go. */
  record LetGo(UUID holdId) implements OfHold {
    @Override
    public String method() {
      return "DELETE";
    }

    @Override
    public String body() {
      return "";
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(204, 404);
    }
  }

  /** Free a taken ID. */
  record Free(String userId) implements Request {
    @Override
    public String path() {
      return "/v1/user-id-releases";
    }

    @Override
    public String body() {
      return new JsonObject().put("userId", userId).put("reason", "moved abroad").encode();
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(204, 404);
    }
  }

  /** Ask whether an ID is free. */
  record Check(String userId) implements Request {
    @Override
    public String path() {
      return "/v1/user-id-checks";
    }

    @Override
    public String body() {
      return new JsonObject().put("userId", userId).encode();
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(200);
    }
  }

  /** Record an attestation of a witness against whom nothing but the quota can stand. */
  record Attest(UUID witness, UUID applicant, LocalDate on, String rulePack) implements Request {
    @Override
    public String path() {
      return "/v1/attestations";
    }

    @Override
    public String body() {
      var passport =
          new JsonObject()
              .put("type", "passport")
              .put("issuer", "DK")
              .put("expiresOn", "2199-01-01")
              .put("nameMatchesCpr", true);
      var person =
          new JsonObject()
              .put("personId", witness.toString())
              .put("birthDate", "1980-02-29")
              .put("mitIdSince", "2022-01-01")
              .put("documents", new JsonArray().add(passport));
      return new JsonObject()
          .put("witness", person)
          .put("applicant", new JsonObject().put("personId", applicant.toString()))
          .put("on", on.toString())
          .put("rulePack", rulePack)
          .encode();
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(201, 409, 422);
    }
  }

  /** Strike an attestation. */
  record Strike(UUID attestationId) implements Request {
    @Override
    public String path() {
      return "/v1/attestations/" + attestationId + "/void";
    }

    @Override
    public String body() {
      return new JsonObject().put("reason", "recorded by mistake").encode();
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(200, 404);
    }
  }

  /** Read what a witness has attested. */
  record WitnessHistory(UUID witness) implements Request {
    @Override
    public String path() {
      return "/v1/witness-history";
    }

    @Override
    public String body() {
      return new JsonObject().put("personId", witness.toString()).encode();
    }

    @Override
    public Set<Integer> statuses() {
      return Set.of(200);
    }
  }
}
