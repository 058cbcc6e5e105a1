package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.auth.TestTokens;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream lasts no longer than the token of its caller. */
@Timeout(60)
final class StreamTokenTest {
  private static final String REFUSED =
      "porten_requests_seconds_count{endpoint=\"user-id-checks-stream\",outcome=\"unauthorized\"}";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @Test
  void stream_tokenEnds_theNextLineIs401AndTheLast() throws Exception {
    try (RawConnection connection = GATEWAY.connect()) {
      long now = GATEWAY.clock().instant().getEpochSecond();
      String token = TestTokens.signed(TestTokens.claims().put("exp", now + 10));
      LineStream stream = LineStream.on(connection, "Bearer " + token);
      stream.send("{\"userId\":\"stine.b\"}\n");
      assertThat(new JsonObject(stream.read()).getString("userId")).isEqualTo("stine.b");

      GATEWAY.clock().advance(Duration.ofSeconds(10));
      stream.send("{\"userId\":\"stine.c\"}\n{\"userId\":\"stine.d\"}\n");

      JsonObject refused = new JsonObject(stream.read());
      assertThat(refused.getInteger("line")).isEqualTo(2);
      assertThat(refused.getJsonObject("problem").getString("type"))
          .isEqualTo("/problems/unauthorized");
      assertThat(stream.read()).isEmpty();
      assertThat(connection.endsQuietly()).isTrue();
      assertThat(GATEWAY.metric(REFUSED)).isOne();
    }
  }
}
