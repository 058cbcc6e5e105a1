package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.pack.ReasonCode;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code GET /v1/reason-codes}. */
final class ReasonCodesTest {
  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void list_hasEveryCode() {
    assertThat(GATEWAY.get("/v1/reason-codes").objects("reasonCodes"))
        .extracting(code -> code.getString("code"))
        .containsExactlyElementsOf(
            Arrays.stream(ReasonCode.values()).map(ReasonCode::code).toList());
  }

  @Test
  void list_sentence_isTheOneOfAnswers() {
    JsonObject tooShort = GATEWAY.get("/v1/reason-codes").objects("reasonCodes").get(0);
    Reply reply =
        GATEWAY.post("/v1/user-id-checks", "{\"userId\":\"stb\"}", "Accept-Language", "en");

    assertThat(tooShort.getString("clause")).isEqualTo("U2");
    assertThat(reply.objects("violations").get(0).getString("message"))
        .isEqualTo(tooShort.getJsonObject("message").getString("en"))
        .isEqualTo("The user ID is too short.");
  }
}
