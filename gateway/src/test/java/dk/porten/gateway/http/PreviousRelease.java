package dk.porten.gateway.http;

import dk.porten.gateway.postgres.schema.PersonKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the previous release does with the database of a running gateway: it calls the functions
 * that it knows, which take and return an answer's status and body.
 */
record PreviousRelease(RunningGateway gateway) {
  private static final String HOLD =
      "text text text text text bytea uuid text bytea integer bytea bytea bytea";
  private static final String SETTLE =
      "text text text text text bytea bytea bytea smallint bytea uuid bytea date text";
  private static final String ANSWER = "text text text bytea smallint bytea";

  /** How it writes. */
  enum Way {
    ALONE("", "?::%s"),
    TOGETHER("s", "ARRAY[?::%s]"),
    /** An attestation for whose witness others record at the same time. */
    UNDER_LOCK("", "?::%s");

    private final String plural;
    private final String value;

    Way(String plural, String value) {
      this.plural = plural;
      this.value = value;
    }

    private String arguments(String types) {
      return Arrays.stream(types.split(" "))
          .map(value::formatted)
          .collect(Collectors.joining(", "));
    }
  }

  /** What it answers. */
  record Told(int status, Buffer body, boolean isReplay) {}

  /**
   * Answers a request to hold a user ID.
   *
   * @param taken the answer if somebody has it
   */
  Told hold(Way way, String key, JsonObject body, String taken) throws SQLException {
    UUID holdId = UUID.randomUUID();
    String userId = body.getString("userId");
    return call(
        way,
        "hold_user_id",
        HOLD,
        "test",
        "clerk",
        "previous",
        Reservations.HOLDS,
        key,
        digest(body),
        holdId,
        userId,
        new byte[32],
        900,
        bytes("{\"holdId\":\"%s\",\"userId\":\"%s\",\"expiresAt\":\"".formatted(holdId, userId)),
        bytes("\"}"),
        bytes(taken));
  }

  /** Answers a request to hold what is no user ID. */
  Told refuse(String key, JsonObject body, String answer) throws SQLException {
    return call(
        Way.ALONE,
        "answer_once",
        ANSWER,
        "test",
        Reservations.HOLDS,
        key,
        digest(body),
        422,
        bytes(answer));
  }

  /**
   * Answers a request to record an attestation, on which it has ruled.
   *
   * @param attestationId null if the ruling is a no
   */
  Told record(
      Way way, String key, JsonObject body, int status, String answer, @Nullable UUID attestationId)
      throws SQLException {
    byte[] witness = hash(body, "witness");
    if (way == Way.UNDER_LOCK) {
      return recordUnderLock(key, body, status, answer, attestationId);
    }
    return call(
        way,
        "settle_attestation",
        SETTLE,
        "test",
        "clerk",
        "previous",
        Attestations.PATH,
        key,
        digest(body),
        witness,
        counting(witness),
        status,
        bytes(answer),
        attestationId,
        attestationId == null ? null : hash(body, "applicant"),
        attestationId == null ? null : "2026-12-01",
        attestationId == null ? null : "mitid-national@1");
  }

  private Told recordUnderLock(
      String key, JsonObject body, int status, String answer, @Nullable UUID attestationId)
      throws SQLException {
    @Nullable Object[] keyed = {"test", Attestations.PATH, key, digest(body)};
    @Nullable Object[] kept = {status, bytes(answer)};
    byte[] witness = hash(body, "witness");
    try (Connection connection = gateway.openDatabase()) {
      connection.setAutoCommit(false);
      try (var open =
          prepared(
              connection,
              "SELECT kept_status, kept_body FROM open_attestation(%s)",
              "text text text bytea bytea",
              keyed,
              new Object[] {witness})) {
        ResultSet row = open.executeQuery();
        row.next();
        if (row.getBytes(2) != null) {
          return new Told(row.getInt(1), Buffer.buffer(row.getBytes(2)), true);
        }
      }
      @Nullable Object[] attestation = {
        "clerk", "previous", attestationId, witness, hash(body, "applicant"), "2026-12-01", "p@1"
      };
      try (var write =
          attestationId == null
              ? prepared(connection, "SELECT keep_answer(%s)", ANSWER, keyed, kept)
              : prepared(
                  connection,
                  "SELECT record_attestation(%s)",
                  ANSWER + " text text uuid bytea bytea date text",
                  keyed,
                  kept,
                  attestation)) {
        write.execute();
      }
      connection.commit();
    }
    return new Told(status, Buffer.buffer(answer), false);
  }

  private static PreparedStatement prepared(
      Connection connection, String statement, String types, @Nullable Object[]... values)
      throws SQLException {
    PreparedStatement prepared =
        connection.prepareStatement(statement.formatted(Way.ALONE.arguments(types)));
    int index = 0;
    for (@Nullable Object[] some : values) {
      for (@Nullable Object value : some) {
        prepared.setObject(++index, value);
      }
    }
    return prepared;
  }

  private byte[] counting(byte[] witness) throws SQLException {
    try (Connection connection = gateway.openDatabase();
        var prepared = connection.prepareStatement("SELECT counting(?)")) {
      prepared.setBytes(1, witness);
      try (ResultSet row = prepared.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }

  private Told call(Way way, String function, String types, @Nullable Object... values)
      throws SQLException {
    String arguments = way.arguments(types);
    try (Connection connection = gateway.openDatabase();
        var prepared =
            connection.prepareStatement(
                "SELECT status, body, is_replay FROM %s(%s)"
                    .formatted(function + way.plural, arguments))) {
      for (int i = 0; i < values.length; i++) {
        prepared.setObject(i + 1, values[i]);
      }
      try (ResultSet row = prepared.executeQuery()) {
        row.next();
        return new Told(row.getInt(1), Buffer.buffer(row.getBytes(2)), row.getBoolean(3));
      }
    }
  }

  private static byte[] hash(JsonObject body, String person) {
    UUID personId = UUID.fromString(body.getJsonObject(person).getString("personId"));
    return PersonKey.parse(RunningGateway.PERSON_KEY).hash(personId);
  }

  private static byte[] digest(JsonObject body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes(body.encode()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
