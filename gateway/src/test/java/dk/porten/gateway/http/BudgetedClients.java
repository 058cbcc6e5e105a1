package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Clients with budgets of their own on a running gateway, which keeps the database's time. */
record BudgetedClients(RunningGateway gateway) {
  private static final String BUDGETS =
      """
      default:
        userIdsPerDay: unlimited
        checksPerSecond: unlimited
      clients:
        bank: {name: The Bank, userIdsPerDay: 3}
        hunter: {name: Hunter, userIdsPerDay: 1000}
        hasty: {name: Hasty, checksPerSecond: 1}
        holder: {name: Holder, openHolds: 2, claimsPerDay: 2, attestationsPerDay: 1}
        streamer: {name: Streamer, streams: 1}
        nameless: {userIdsPerDay: 1}
      """;

  static BudgetedClients on(DatabaseAddress database, Path folder) {
    RunningGateway gateway = RunningGateway.start(database, "GATEWAY_BUDGETS", budgets(folder));
    gateway.clock().set(gateway.databaseNow());
    return new BudgetedClients(gateway);
  }

  /** Returns the name of the file of budgets. */
  static String budgets(Path folder) {
    try {
      return Files.writeString(folder.resolve("budgets.yaml"), BUDGETS).toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Returns the header of a client's requests, name and value. */
  static String[] of(String client) {
    return new String[] {"Authorization", token(client)};
  }

  static String token(String client) {
    return "Bearer " + TestTokens.of(client, "check reserve attest support");
  }

  /** Returns how many user IDs a client asked about today, as the metrics tell it. */
  double userIds(String name) {
    return gateway.count("porten_client_user_ids{client=\"" + name + "\"}");
  }

  double refusals(String budget, String name) {
    return gateway.metric(
        "porten_budget_refusals_total{budget=\"" + budget + "\",client=\"" + name + "\"}");
  }

  Reply check(String client, String userId) {
    return post(client, "/v1/user-id-checks", Reservations.body(userId).encode());
  }

  Reply history(String client, String userId) {
    return post(client, "/v1/user-id-history", Reservations.body(userId).encode());
  }

  Reply batchOf(String client, String... userIds) {
    return post(client, "/v1/user-id-checks/batch", texts(userIds).encode());
  }

  Reply visit(String client, String... userIds) {
    JsonObject body = texts(userIds).put("documents", new JsonArray());
    return post(client, "/v1/visit-checks", body.encode());
  }

  Reply hold(String client, String userId, String key) {
    return gateway.post(
        Reservations.HOLDS,
        Reservations.body(userId).encode(),
        CheckedClient.with("Idempotency-Key", key, of(client)));
  }

  /** Returns a hold that was made and claimed. */
  String claimed(String userId) {
    String holdId = hold("holder", userId, userId).json().getString("holdId");
    assertThat(claim(holdId).status()).isEqualTo(200);
    return holdId;
  }

  Reply claim(String holdId) {
    return send("holder", "POST", Reservations.HOLDS + "/" + holdId + "/claim");
  }

  Reply attest(UUID witness, String key) {
    String on = ",\"on\":\"" + gateway.clock().instant().toString().substring(0, 10) + "\"";
    return gateway.post(
        Attestations.PATH,
        Attestations.body(witness, new UUID(1, key.hashCode()), on).encode(),
        CheckedClient.with("Idempotency-Key", key, of("holder")));
  }

  Reply post(String client, String path, String json) {
    return gateway.post(path, json, of(client));
  }

  Reply send(String client, String method, String path) {
    return gateway.send(method, path, new byte[0], of(client));
  }

  private static JsonObject texts(String... userIds) {
    return new JsonObject().put("userIds", new JsonArray(List.of(userIds)));
  }
}
