package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code POST /v1/user-id-checks/batch}. */
final class UserIdBatchTest {
  private static final String PATH = "/v1/user-id-checks/batch";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void check_severalIds_haveTheirVerdictsInOrder() throws Exception {
    GATEWAY.take("stine.b");

    Reply reply = ask(List.of("Stine!always", "Stine.B", "stb"));

    assertThat(reply.objects("results"))
        .extracting(result -> result.getString("userId") + " " + result.getString("verdict"))
        .containsExactly("stine!always available", "stine.b taken", "stb invalid");
    assertThat(reply.json().getString("asOf")).isEqualTo("2026-12-01T08:00:00Z");
    assertThat(reply.json().getString("rulePack")).isEqualTo("mitid-national@1");
  }

  @Test
  void check_thousandIdsWithDuplicates_areAnsweredInOrder() throws Exception {
    GATEWAY.take("wish-7");
    List<String> asked = IntStream.range(0, 1_000).mapToObj(i -> "WISH-" + i % 400).toList();

    Reply reply = ask(asked);

    assertThat(reply.objects("results"))
        .extracting(result -> result.getString("userId") + " " + result.getString("verdict"))
        .isEqualTo(
            IntStream.range(0, 1_000)
                .mapToObj(i -> i % 400)
                .map(i -> "wish-" + i + (i == 7 ? " taken" : " available"))
                .toList());
  }

  @Test
  void check_noIds_isAnEmptyAnswer() {
    assertThat(ask(List.of()).objects("results")).isEmpty();
  }

  @Test
  void check_longestIds_fitTheBody() {
    Reply reply = ask(Collections.nCopies(1_000, "x".repeat(500)));

    assertThat(reply.objects("results")).hasSize(1_000);
  }

  @Test
  void check_moreThanAThousand_isAFaultOfTheList() {
    Reply reply = ask(Collections.nCopies(1_001, "stine.b"));

    assertThat(reply.problem()).isEqualTo("400 invalid-request");
    assertThat(reply.faults()).containsExactly("/userIds too-many");
  }

  @Test
  void check_severalThatAreNoIds_eachHasItsPointer() {
    Reply reply =
        GATEWAY.post(PATH, "{\"userIds\":[\"stine.b\",5,null,\"" + "x".repeat(513) + "\"]}");

    assertThat(reply.faults())
        .containsExactly("/userIds/1 wrong-type", "/userIds/2 wrong-type", "/userIds/3 too-long");
  }

  @Test
  void check_packWithoutUserIdRules_is422() {
    Reply reply = GATEWAY.post(PATH, "{\"userIds\":[],\"rulePack\":\"nemid-herning\"}");

    assertThat(reply.problem()).isEqualTo("422 not-ruled-by-pack");
  }

  private static Reply ask(List<String> userIds) {
    return GATEWAY.post(PATH, new JsonObject().put("userIds", new JsonArray(userIds)).encode());
  }
}
