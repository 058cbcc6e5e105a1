package dk.porten.gateway.http;

import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** What a caller and a support worker do with user IDs on a running gateway. */
record Reservations(RunningGateway gateway) {
  static final String HOLDS = "/v1/user-id-holds";

  /** Holds a user ID with a key of its own. */
  Reply hold(String userId) {
    return hold(body(userId), UUID.randomUUID().toString());
  }

  Reply hold(JsonObject body, String key, String... headers) {
    return holdLater(body, key, headers).join();
  }

  CompletableFuture<Reply> holdLater(JsonObject body, String key, String... headers) {
    String[] all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "Idempotency-Key";
    all[1] = key;
    return gateway.postLater(HOLDS, body.encode(), all);
  }

  /** Holds a user ID that is free and returns the hold's name. */
  String held(String userId) {
    return hold(userId).json().getString("holdId");
  }

  Reply claim(String holdId) {
    return gateway.send("POST", HOLDS + "/" + holdId + "/claim", new byte[0]);
  }

  Reply release(String holdId) {
    return gateway.send("DELETE", HOLDS + "/" + holdId, new byte[0]);
  }

  String state(String holdId) {
    return gateway.get(HOLDS + "/" + holdId).json().getString("state");
  }

  Reply free(String userId, String reason) {
    return gateway.post("/v1/user-id-releases", body(userId).put("reason", reason).encode());
  }

  Reply history(String userId) {
    return gateway.post("/v1/user-id-history", body(userId).encode());
  }

  String check(String userId) {
    return gateway.post("/v1/user-id-checks", body(userId).encode()).verdict();
  }

  /** Lets a hold's time be over, an hour ago. */
  void expire(String holdId) throws SQLException {
    gateway.update(
        "UPDATE user_id_hold SET expires_at = now() - interval '1 hour' WHERE hold_id = ?::uuid",
        holdId);
    gateway.update(
        """
        UPDATE taken_user_id
        SET free_from = now() - interval '1 hour', changed_xid = pg_current_xact_id()
        WHERE hold_id = ?::uuid
        """,
        holdId);
  }

  static JsonObject body(String userId) {
    return new JsonObject().put("userId", userId);
  }
}
