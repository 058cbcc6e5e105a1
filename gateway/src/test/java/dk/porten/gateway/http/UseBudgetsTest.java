package dk.porten.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The budgets of checks a second, open holds, claims, attestations and streams. */
@Timeout(120)
final class UseBudgetsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  @TempDir static Path folder;

  private BudgetedClients clients;

  @BeforeEach
  void start() throws Exception {
    clients = BudgetedClients.on(DATABASE.newDatabase(), folder);
  }

  @AfterEach
  void stop() {
    clients.gateway().close();
  }

  @Test
  void checks_fasterThanTheyMayCome_areRefused_ofEveryKind() {
    assertThat(clients.batchOf("hasty", "stine", "birthe", "anders", "mette").status())
        .isEqualTo(200);

    for (Reply refused :
        List.of(
            clients.check("hasty", "stine"),
            clients.batchOf("hasty", "stine"),
            clients.post("hasty", "/v1/document-checks", "{\"documents\":[]}"),
            clients.post("hasty", "/v1/witness-checks", "{\"witness\":{}}"),
            clients.post("hasty", "/v1/visit-checks", "{\"documents\":[]}"))) {
      assertThat(refused.problem()).isEqualTo("429 too-many-requests");
      assertThat(refused.header("ratelimit-policy")).isEqualTo("\"checks\";q=1;w=1");
      assertThat(refused.header("retry-after")).matches("[1-4]");
    }
    assertThat(clients.check("another", "stine").status()).isEqualTo(200);
    assertThat(clients.refusals("checks", "Hasty")).isEqualTo(5);
  }

  /** By the gateway's own clock: told at once, all would take a tenth of a second together. */
  @Test
  void checks_onAndOnPastTheirBudget_areRefusedSlowly_andNobodyElseIs() throws Exception {
    String head = HeadRequests.HEAD.replace(RunningGateway.TOKEN, BudgetedClients.token("hasty"));
    List<RawConnection> connections = new ArrayList<>();
    clients.batchOf("hasty", Collections.nCopies(500, "stine").toArray(String[]::new));
    for (int i = 0; i < 200; i++) {
      connections.add(clients.gateway().connect());
    }
    for (RawConnection connection : connections) {
      connection.send(HeadRequests.check(head, "stine"));
    }
    assertThat(clients.check("another", "stine").status()).isEqualTo(200);
    connections.remove(199).close();
    for (RawConnection connection : connections) {
      assertThat(connection.read().problem()).isEqualTo("429 too-many-requests");
      connection.close();
    }
    String of = "{endpoint=\"user-id-checks\",outcome=\"too-many-requests\"}";
    assertThat(clients.gateway().metric("porten_requests_seconds_sum" + of)).isGreaterThan(2);
    assertThat(clients.refusals("checks", "Hasty")).isEqualTo(200);
  }

  /** What it sends meanwhile is not read: beyond a mebibyte that would end the connection. */
  @Test
  void streams_onAndOnPastTheirBudget_hearOfIt_howeverMuchTheySend() throws Exception {
    String head =
        HeadRequests.HEAD
            .replace("user-id-checks", "user-id-checks/batch")
            .replace("application/json", "application/x-ndjson")
            .replace("Content-Length: LENGTH", "Transfer-Encoding: chunked")
            .replace(RunningGateway.TOKEN, BudgetedClients.token("streamer"));
    List<RawConnection> connections = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      connections.add(clients.gateway().connect());
      connections.get(i).send(head.getBytes(UTF_8));
    }
    connections.add(clients.gateway().connect());
    connections.get(100).send((head + "140000\r\n" + " ".repeat(0x140000)).getBytes(UTF_8));
    assertThat(connections.get(100).readUnchecked().problem()).isEqualTo("429 too-many-requests");
    for (RawConnection connection : connections) {
      connection.close();
    }
  }

  @Test
  void stream_fasterThanChecksMayCome_waits() {
    long beginNanos = System.nanoTime();
    Reply reply =
        StreamAnswers.ask(
            clients.gateway(),
            Stream.of("stine", "birthe", "anders", "mette")
                .map(userId -> "{\"userId\":\"" + userId + "\"}\n")
                .collect(Collectors.joining()),
            BudgetedClients.of("hasty"));

    assertThat(StreamAnswers.told(reply)).hasSize(4).allMatch(line -> line.endsWith("available"));
    assertThat(Duration.ofNanos(System.nanoTime() - beginNanos))
        .isGreaterThan(Duration.ofSeconds(2));
  }

  @Test
  void holds_asManyAsMayBeOpen_areMade_thenNoneUntilOneIsOver() {
    String first = clients.hold("holder", "one.holder", "1").json().getString("holdId");
    String second = clients.hold("holder", "two.holder", "2").json().getString("holdId");

    Reply refused = clients.hold("holder", "three.holder", "3");

    assertThat(refused.problem()).isEqualTo("429 too-many-requests");
    assertThat(refused.header("ratelimit-policy")).isEqualTo("\"open-holds\";q=2");
    assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(890, 901);
    Reply again = clients.hold("holder", "one.holder", "1");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().getString("holdId")).isEqualTo(first);

    clients.send("holder", "DELETE", "/v1/user-id-holds/" + first);
    assertThat(clients.hold("holder", "two.holder", "taken").problem())
        .isEqualTo("409 user-id-taken");
    assertThat(clients.hold("holder", "three.holder", "3").status()).isEqualTo(201);
    assertThat(clients.hold("holder", "four.holder", "4").status()).isEqualTo(429);
    clients.send("holder", "POST", "/v1/user-id-holds/" + second + "/claim");
    assertThat(clients.hold("holder", "four.holder", "4").status()).isEqualTo(201);
    assertThat(clients.hold("another", "five.holder", "5").status()).isEqualTo(201);
  }

  @Test
  void claims_asManyAsThereAre_areMade_andRepeatedOnesGoOn() {
    String first = clients.claimed("one.claimed");
    clients.claimed("two.claimed");
    String third = clients.hold("holder", "three.claimed", "3c").json().getString("holdId");

    Reply refused = clients.claim(third);

    assertThat(refused.problem()).isEqualTo("429 too-many-requests");
    assertThat(refused.header("ratelimit-policy")).isEqualTo("\"claims\";q=2;w=86400");
    assertThat(clients.claim(first).status()).isEqualTo(200);
    clients.gateway().restart();
    assertThat(clients.claim(first).status()).isEqualTo(200);
    assertThat(clients.claim(third).status()).isEqualTo(429);
  }

  @Test
  void attestations_asManyAsThereAre_areRecorded_andRepeatedOnesGoOn() {
    UUID witness = UUID.randomUUID();
    assertThat(clients.attest(witness, "a1").status()).isEqualTo(201);

    Reply refused = clients.attest(witness, "a2");

    assertThat(refused.problem()).isEqualTo("429 too-many-requests");
    assertThat(refused.header("ratelimit-policy")).isEqualTo("\"attestations\";q=1;w=86400");
    Reply again = clients.attest(witness, "a1");
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
  }

  @Test
  void streams_atTheSameTime_areAsManyAsMayBe() throws IOException {
    String line = "{\"userId\":\"stine\"}\n";
    try (LineStream stream =
        LineStream.open(clients.gateway(), BudgetedClients.token("streamer"))) {
      assertThat(stream.send(line).read()).contains("available");

      Reply refused = StreamAnswers.ask(clients.gateway(), line, BudgetedClients.of("streamer"));

      assertThat(refused.problem()).isEqualTo("429 too-many-requests");
      assertThat(refused.header("ratelimit-policy")).isEqualTo("\"streams\";q=1");
    }
    Eventually.holds(
        "the stream is over",
        () ->
            StreamAnswers.ask(clients.gateway(), line, BudgetedClients.of("streamer")).status()
                == 200);
  }
}
