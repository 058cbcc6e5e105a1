package dk.porten.gateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.http.Reply;
import dk.porten.gateway.http.RunningGateway;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of docs/sandbox.md, and that a start puts it back. */
final class SandboxTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "sandbox.md");
  private static final int ROWS = 24;

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.demo();

  /**
   * A cell of a table: what is sent where, and what comes.
   *
   * @param answer status and verdict, or status and problem
   */
  record Case(String path, String body, String answer) {}

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void documentedRequest_sent_getsItsAnswer(Case documented) {
    Reply reply = ask(documented.path, documented.body);

    assertThat(answer(reply)).isEqualTo(documented.answer);
    assertThat(reply.header("retry-after").isEmpty())
        .isEqualTo(reply.status() != 429 && reply.status() != 503);
    assertThat(reply.header("ratelimit").isEmpty()).isEqualTo(reply.status() != 429);
    undo(reply);
  }

  @Test
  void tables_areReadWhole() throws IOException {
    assertThat(rows()).hasSize(ROWS);
  }

  @Test
  void start_afterCallersChangedEverything_putsItBack() {
    List<Case> documented = cases().map(arguments -> (Case) arguments.get()[0]).toList();
    String hold = ask("/v1/user-id-holds", userId("sandbox.available")).json().getString("holdId");
    assertThat(GATEWAY.post("/v1/user-id-holds/" + hold + "/claim", "").status()).isEqualTo(200);
    JsonObject freed = new JsonObject(userId("sandbox.taken")).put("reason", "a try");
    assertThat(GATEWAY.post("/v1/user-id-releases", freed.encode()).status()).isEqualTo(204);
    Case recording =
        documented.stream()
            .filter(one -> one.path.equals("/v1/attestations") && one.answer.equals("201"))
            .findFirst()
            .orElseThrow();
    assertThat(ask(recording.path, recording.body).status()).isEqualTo(201);
    voidAll("00000000-0000-4000-8000-000000000002");

    GATEWAY.restart();

    for (Case one : documented) {
      Reply reply = ask(one.path, one.body);
      assertThat(answer(reply)).as(one.toString()).isEqualTo(one.answer);
      undo(reply);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sandbox.429, 429 too-many-requests",
    "sandbox.503, 503 overloaded",
  })
  void hold_keySentAgain_wasNotKept(String userId, String problem) {
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      Reply reply = GATEWAY.post("/v1/user-id-holds", userId(userId), "Idempotency-Key", key);
      assertThat(reply.problem()).isEqualTo(problem);
      assertThat(reply.header("idempotency-replayed")).isEmpty();
    }
  }

  static Stream<Arguments> cases() {
    try {
      return rows().stream().flatMap(SandboxTest::casesOf).map(Arguments::of);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  /** A row with the heads of its table. */
  private record Row(List<String> heads, List<String> cells) {}

  private static Stream<Case> casesOf(Row row) {
    List<Case> cases = new ArrayList<>();
    for (int column = 1; column < row.heads.size(); column++) {
      cases.add(
          new Case(
              row.heads.get(column).replace("POST ", ""),
              body(row.heads.get(0), row.cells.get(0)),
              row.cells.get(column)));
    }
    return cases.stream();
  }

  private static String body(String head, String cell) {
    return switch (head) {
      case "userId" -> userId(cell);
      case "visit" -> cell;
      case "documents" -> new JsonObject().put("documents", new JsonArray(cell)).encode();
      case "instead" -> merged(witnessRequest(), new JsonObject(cell)).encode();
      default -> throw new AssertionError("a table of " + head);
    };
  }

  /** RFC 7396. */
  private static JsonObject merged(JsonObject request, JsonObject instead) {
    for (String name : instead.fieldNames()) {
      Object value = instead.getValue(name);
      if (value == null) {
        request.remove(name);
      } else if (value instanceof JsonObject inner) {
        request.put(name, merged(request.getJsonObject(name), inner));
      } else {
        request.put(name, value);
      }
    }
    return request;
  }

  private static JsonObject witnessRequest() {
    try {
      var block = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
      return block
          .matcher(Files.readString(DOCUMENT))
          .results()
          .map(found -> new JsonObject(found.group(1)))
          .findFirst()
          .orElseThrow();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    List<String> heads = List.of();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (!line.startsWith("|")) {
        heads = List.of();
      } else if (heads.isEmpty()) {
        heads = cells(line);
      } else if (!line.startsWith("|---")) {
        rows.add(new Row(heads, cells(line)));
      }
    }
    return rows;
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.substring(1).split("\\|"))
        .map(cell -> cell.strip().replace("`", ""))
        .toList();
  }

  private static Reply ask(String path, String body) {
    return GATEWAY.post(path, body, "Idempotency-Key", UUID.randomUUID().toString());
  }

  private static String answer(Reply reply) {
    return switch (reply.status()) {
      case 200 -> "200 " + reply.verdict();
      case 201 -> "201";
      default -> reply.problem();
    };
  }

  /** Lets a hold go and voids an attestation, so that the next row finds what it expects. */
  private static void undo(Reply reply) {
    if (reply.status() == 201) {
      String hold = reply.json().getString("holdId");
      String attestation = reply.json().getString("attestationId");
      Reply undone =
          hold == null
              ? makeVoid(attestation)
              : GATEWAY.send("DELETE", "/v1/user-id-holds/" + hold, new byte[0]);
      assertThat(undone.status()).isLessThan(300);
    }
  }

  private static void voidAll(String witness) {
    JsonObject question = new JsonObject().put("personId", witness);
    for (JsonObject entry :
        GATEWAY.post("/v1/witness-history", question.encode()).objects("attestations")) {
      assertThat(makeVoid(entry.getString("attestationId")).status()).isEqualTo(200);
    }
  }

  private static Reply makeVoid(String attestation) {
    return GATEWAY.post("/v1/attestations/" + attestation + "/void", "{\"reason\":\"a try\"}");
  }

  private static String userId(String userId) {
    return new JsonObject().put("userId", userId).encode();
  }
}
