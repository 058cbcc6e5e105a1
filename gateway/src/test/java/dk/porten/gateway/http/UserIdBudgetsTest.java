package dk.porten.gateway.http;

import static dk.porten.gateway.http.HeadRequests.HEAD;
import static dk.porten.gateway.http.HeadRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** So many different user IDs a client may ask about in a day, whatever way it asks. */
@Timeout(120)
final class UserIdBudgetsTest {
  private static final String FAILED = "porten_database_failures_total{statement=\"writes\"}";

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
  void enumeration_of100000_endsAtTheBudget_isTold_andNobodyElseNotices() throws IOException {
    try (HeardLog log = new HeardLog();
        LineStream stream = LineStream.open(clients.gateway(), BudgetedClients.token("hunter"))) {
      var sending = stream.sendLater(100_000, i -> "{\"userId\":\"hunted." + i + "\"}");
      for (int i = 0; i < 100_000; i++) {
        assertThat(stream.read())
            .contains(i < 1_000 ? "\"available\"" : "\"type\":\"/problems/too-many-requests\"");
      }
      sending.join();
      assertThat(clients.userIds("Hunter")).isEqualTo(1_000);
      assertThat(clients.refusals("distinct-user-ids", "Hunter")).isEqualTo(99_000);
      assertThat(clients.gateway().metric("porten_client_probing_score{client=\"Hunter\"}"))
          .isGreaterThan(0.9);
      assertThat(log.warnings("used up"))
          .containsExactly("Client Hunter has used up its budget distinct-user-ids of 1000");
    }
    assertThat(clients.check("another", "hunted.50000").verdict()).isEqualTo("available");
    assertThat(clients.check("hunter", "hunted.7").verdict()).isEqualTo("available");
    assertThat(clients.check("hunter", "hunted.50000").status()).isEqualTo(429);
  }

  @Test
  void userIds_asManyAsThereAre_areAnswered_thenNoNewOneUntilTheNextDay() {
    clients.gateway().clock().set("2027-01-10T08:00:00Z");
    clients.gateway().awaitFeed();
    for (String userId : List.of("stine", "birthe", "Stine", "stb", "anders", "b r")) {
      assertThat(clients.check("bank", userId).status()).as(userId).isEqualTo(200);
    }

    Reply refused = clients.check("bank", "mette");

    assertThat(refused.problem()).isEqualTo("429 too-many-requests");
    assertThat(refused.header("retry-after")).isEqualTo("57600");
    assertThat(refused.header("ratelimit-policy")).isEqualTo("\"distinct-user-ids\";q=3;w=86400");
    assertThat(refused.header("ratelimit")).isEqualTo("\"distinct-user-ids\";r=0;t=57600");
    assertThat(clients.check("bank", "stb").verdict()).isEqualTo("invalid");
    assertThat(clients.check("bank", "BIRTHE").verdict()).isEqualTo("available");
    assertThat(clients.userIds("The Bank")).isEqualTo(3);

    clients.gateway().clock().set("2027-01-10T23:59:59Z");
    assertThat(clients.check("bank", "mette").header("retry-after")).isEqualTo("1");
    clients.gateway().clock().set("2027-01-11T00:00:00Z");
    assertThat(clients.check("bank", "mette").status()).isEqualTo(200);
    assertThat(clients.userIds("The Bank")).isEqualTo(1);
  }

  @Test
  void batch_newOnesDoNotFit_isRefusedWhole_andCountsNothing() {
    assertThat(clients.batchOf("bank", "stine", "birthe", "anders", "mette").problem())
        .isEqualTo("429 too-many-requests");
    assertThat(clients.userIds("The Bank")).isZero();
    assertThat(clients.batchOf("bank", "stine", "birthe", "stine", "stb", "anders").status())
        .isEqualTo(200);
    assertThat(clients.batchOf("bank", "stine", "mette").status()).isEqualTo(429);
    assertThat(clients.batchOf("bank", "stine", "birthe").status()).isEqualTo(200);
  }

  @Test
  void visit_wishesDoNotFit_isRefusedWhole() {
    assertThat(clients.visit("bank", "stine", "birthe", "anders", "mette").problem())
        .isEqualTo("429 too-many-requests");
    assertThat(clients.visit("bank", "stine", "birthe", "anders").status()).isEqualTo(200);
    assertThat(clients.visit("bank", "mette").status()).isEqualTo(429);
    assertThat(clients.visit("bank", "stine").status()).isEqualTo(200);
  }

  @Test
  void stream_linesBeyondTheBudget_areProblems_andItGoesOn() {
    Reply reply =
        StreamAnswers.ask(
            clients.gateway(),
            Stream.of("stine", "birthe", "anders", "mette", "stb", "stine")
                .map(userId -> "{\"userId\":\"" + userId + "\"}\n")
                .collect(Collectors.joining()),
            BudgetedClients.of("bank"));

    assertThat(StreamAnswers.told(reply))
        .containsExactly(
            "stine available",
            "birthe available",
            "anders available",
            "4: 429 too-many-requests",
            "stb invalid",
            "stine available");
  }

  @Test
  void holds_countAsQuestionsToo() {
    for (String userId : List.of("stine.h", "birthe.h", "anders.h")) {
      assertThat(clients.hold("bank", userId, userId).status()).isEqualTo(201);
    }
    assertThat(clients.hold("bank", "mette.h", "m").problem()).isEqualTo("429 too-many-requests");
    assertThat(clients.check("another", "mette.h").verdict()).isEqualTo("available");
    Reply again = clients.hold("bank", "stine.h", "stine.h");
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
  }

  @Test
  void knownHeads_haveTheSameBudget() throws IOException {
    String head = HEAD.replace(RunningGateway.TOKEN, BudgetedClients.token("bank"));
    try (RawConnection connection = clients.gateway().connect()) {
      List<Integer> statuses =
          Stream.of("stine", "birthe", "stine", "anders", "mette", "mette", "stine")
              .map(userId -> ask(connection, head, userId))
              .toList();

      assertThat(statuses).containsExactly(200, 200, 200, 200, 429, 429, 200);
    }
    assertThat(clients.gateway().metric("porten_heads_repeated_total")).isEqualTo(4);
    assertThat(clients.refusals("distinct-user-ids", "The Bank")).isEqualTo(2);
    assertThat(clients.gateway().metric("porten_client_checks_total{client=\"The Bank\"}"))
        .isEqualTo(7);
  }

  private static int ask(RawConnection connection, String head, String userId) {
    try {
      return connection.send(request(head, "{\"userId\":\"" + userId + "\"}")).read().status();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void count_isKeptOverARestart_andSharedWithOtherGateways() throws Exception {
    clients.check("bank", "stine");
    clients.check("bank", "birthe");
    clients.hold("holder", "one.kept", "k1");
    clients.gateway().restart();
    assertThat(clients.check("bank", "anders").status()).isEqualTo(200);
    assertThat(clients.check("bank", "mette").status()).isEqualTo(429);
    assertThat(clients.check("bank", "stine").status()).isEqualTo(200);
    clients.hold("holder", "two.kept", "k2");
    assertThat(clients.hold("holder", "three.kept", "k3").status()).isEqualTo(429);

    try (RunningGateway other =
        clients.gateway().startAnother("GATEWAY_BUDGETS", BudgetedClients.budgets(folder))) {
      other.clock().set(clients.gateway().databaseNow());
      Eventually.holds(
          "the other one knows", () -> new BudgetedClients(other).userIds("The Bank") == 3);
      assertThat(new BudgetedClients(other).check("bank", "mette").status()).isEqualTo(429);
    }
  }

  @Test
  void database_cannotBeTold_checksGoOn_andItIsToldLater() throws Exception {
    RunningGateway gateway = clients.gateway();
    execute("ALTER FUNCTION share_budget_use RENAME TO share_nothing");
    try {
      double failures = gateway.metric(FAILED);
      for (String userId : List.of("stine", "birthe", "anders")) {
        assertThat(clients.check("bank", userId).status()).isEqualTo(200);
      }
      assertThat(clients.check("bank", "mette").status()).isEqualTo(429);
      Eventually.holds("it could not be told", () -> gateway.metric(FAILED) > failures);
    } finally {
      execute("ALTER FUNCTION share_nothing RENAME TO share_budget_use");
    }
    try (RunningGateway other =
        gateway.startAnother("GATEWAY_BUDGETS", BudgetedClients.budgets(folder))) {
      other.clock().set(gateway.databaseNow());
      var there = new BudgetedClients(other);
      Eventually.holds("the other one knows", () -> there.userIds("The Bank") == 3);
    }
  }

  @Test
  void history_tellsWhatIsTaken_soItCounts() {
    for (String userId : List.of("stine", "birthe", "anders")) {
      assertThat(clients.history("bank", userId).status()).isEqualTo(200);
    }

    assertThat(clients.history("bank", "mette").problem()).isEqualTo("429 too-many-requests");
    assertThat(clients.history("bank", "birthe").status()).isEqualTo(200);
    assertThat(clients.history("another", "mette").status()).isEqualTo(200);
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = clients.gateway().openDatabase();
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  @Test
  void client_hasNoName_isKnownByAHash() {
    try (HeardLog log = new HeardLog()) {
      clients.check("nameless", "stine");
      clients.check("nameless", "birthe");

      assertThat(log.warnings("used up"))
          .singleElement()
          .asString()
          .matches("Client #[0-9a-f]{12} has used up its budget distinct-user-ids of 1");
    }
    assertThat(clients.gateway().manage("/metrics").text()).doesNotContain("nameless");
  }
}
