package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.gateway.Main;
import dk.porten.gateway.load.Surroundings;
import dk.porten.gateway.postgres.connection.DatabaseAddress;
import dk.porten.gateway.postgres.connection.DatabaseUnusable;
import dk.porten.gateway.postgres.embedded.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What callers are told before, while and after the person key is rotated. */
@Timeout(120)
final class PersonKeyRotationTest {
  private static final String NEWEST = "ff".repeat(32);
  private static final String BOTH = RunningGateway.PERSON_KEY + "," + NEWEST;
  private static final String KEY = "GATEWAY_PERSON_KEY";
  private static final String TODAY = "2026-12-01";

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private final UUID witness = UUID.randomUUID();
  private final UUID applicant = UUID.randomUUID();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private DatabaseAddress address = DATABASE.address();

  @BeforeEach
  void freshDatabase() {
    address = DATABASE.newDatabase();
  }

  @Test
  void rotated_whatWasOnRecord_countsAsBefore() {
    String attestations;
    String userIdHistory;
    try (RunningGateway gateway = RunningGateway.start(address)) {
      var witnesses = new Witnesses(gateway);
      var reservations = new Reservations(gateway);
      assertThat(witnesses.record(witness, applicant, "").status()).isEqualTo(201);
      assertThat(witnesses.record(witness, UUID.randomUUID(), "").status()).isEqualTo(201);
      reservations.claim(reservations.held("stine.b"));
      assertThat(witnesses.used(witness)).isEqualTo(2);
      attestations = witnesses.attestations(witness).toList().toString();
      userIdHistory = reservations.history("stine.b").json().getJsonArray("events").encode();
    }

    assertThat(run("", "rotate-person-key")).isZero();
    assertThat(out.toString()).startsWith("Wrapped 11 hashes: the keys [");
    assertThat(run("", "rotate-person-key")).isZero();
    assertThat(out.toString()).startsWith("Nothing to do: the keys [");

    try (RunningGateway gateway = RunningGateway.start(address, KEY, BOTH)) {
      var witnesses = new Witnesses(gateway);
      var reservations = new Reservations(gateway);
      assertThat(witnesses.used(witness)).isEqualTo(2);
      assertThat(witnesses.attestations(witness).toList()).hasToString(attestations);
      assertThat(reservations.history("stine.b").json().getJsonArray("events").encode())
          .isEqualTo(userIdHistory);
      assertThat(witnesses.record(witness, UUID.randomUUID(), "").status()).isEqualTo(201);
      assertThat(witnesses.record(witness, UUID.randomUUID(), "").status()).isEqualTo(409);
      assertThat(witnesses.used(witness)).isEqualTo(3);
    }
    assertThat(run("", "verify")).isZero();
  }

  @Test
  void rotated_commandsAboutAPerson_findThePerson() {
    try (RunningGateway gateway = RunningGateway.start(address)) {
      assertThat(new Witnesses(gateway).record(witness, applicant, "").status()).isEqualTo(201);
    }
    run("", "rotate-person-key");

    assertThat(run(applicant.toString(), "export-person")).isZero();
    assertThat(out.toString()).contains("\"on\" : \"" + TODAY);
    assertThat(run(applicant.toString(), "erase-person")).isZero();
    assertThat(out.toString()).isEqualTo("Erased from 1 attestations\n");
    assertThat(run(applicant.toString(), "export-person")).isZero();
    assertThat(out.toString()).doesNotContain("\"on\" : \"" + TODAY);
    assertThat(run(witness.toString(), "erase-person")).isZero();
    assertThat(out.toString()).isEqualTo("Erased from 1 attestations\n");
  }

  @Test
  void rotated_attestationsImportedBefore_areThereAlready(@TempDir Path folder) throws Exception {
    String lines =
        "sourceId,on,witnessId,applicantId,rulePack\ncase-1,2026-11-20,%s,%s,mitid-national@1\n"
            .formatted(witness, applicant);
    Path file = Files.writeString(folder.resolve("attestations.csv"), lines);
    assertThat(runWith(RunningGateway.PERSON_KEY, "", "import", "attestations", file.toString()))
        .isZero();
    run("", "rotate-person-key");

    assertThat(run("", "import", "attestations", file.toString())).isZero();
    assertThat(out.toString()).startsWith("1 lines read, 0 imported, 1 already there");
    assertThat(run(applicant.toString(), "erase-person")).isZero();
    run("", "import", "attestations", file.toString());
    assertThat(out.toString()).startsWith("1 lines read, 0 imported");
  }

  @Test
  void start_withOtherKeysThanTheDatabases_isRefusedAndSaysWhatToDo() {
    RunningGateway.start(address).close();
    assertThatThrownBy(() -> RunningGateway.start(address, KEY, BOTH))
        .isInstanceOf(DatabaseUnusable.class)
        .hasMessageContaining("run gateway.jar rotate-person-key");

    run("", "rotate-person-key");
    for (String others : new String[] {RunningGateway.PERSON_KEY, NEWEST, "aa".repeat(32)}) {
      assertThatThrownBy(() -> RunningGateway.start(address, KEY, others))
          .isInstanceOf(DatabaseUnusable.class)
          .hasMessageContaining("the oldest first");
      assertThat(runWith(others, witness.toString(), "erase-person")).isEqualTo(2);
    }
  }

  @Test
  void rotated_gatewayWithTheEarlierKeys_refusesWhatItCannotKnow() throws Exception {
    try (HeardLog log = new HeardLog();
        RunningGateway earlier = RunningGateway.start(address)) {
      var witnesses = new Witnesses(earlier);
      var reservations = new Reservations(earlier);
      assertThat(witnesses.record(witness, applicant, "").status()).isEqualTo(201);
      assertThat(witnesses.used(witness)).isEqualTo(1);
      earlier.take("birthe.holm");
      String holdId = reservations.held("stine.b");
      assertThat(ready(earlier)).isEqualTo(200);

      run("", "rotate-person-key");

      Stream<Reply> refused =
          Stream.of(
              witnesses.record(witness, applicant, ""),
              check(earlier, UUID.randomUUID()),
              reservations.hold("free.so.far"),
              reservations.claim(holdId),
              reservations.history("stine.b"),
              earlier.post("/v1/witness-history", "{\"personId\":\"" + witness + "\"}"));
      assertThat(refused.map(Reply::status)).containsOnly(503);
      earlier.awaitFeed();
      assertThat(List.of(check(earlier, witness).status(), ready(earlier))).containsOnly(503);
      assertThat(earlier.manage("/health/live").status()).isEqualTo(200);
      assertThat(reservations.check("birthe.holm")).isEqualTo("taken");
      assertThat(reservations.check("free.so.far")).isEqualTo("available");
      assertThat(log.errors())
          .containsOnlyOnce(
              "The database's person key is not this gateway's any more, it was rotated: writes and"
                  + " what needs a person are refused (503) until the gateway is started with the new"
                  + " GATEWAY_PERSON_KEY");

      try (RunningGateway current = RunningGateway.start(address, KEY, BOTH)) {
        assertThat(new Witnesses(current).used(witness)).isEqualTo(1);
        assertThat(new Witnesses(current).record(witness, applicant, "").status()).isEqualTo(201);
        assertThat(new Reservations(current).claim(holdId).status()).isEqualTo(200);
        earlier.awaitFeed();
        assertThat(check(earlier, witness).problem()).isEqualTo("503 unavailable");
      }
    }
  }

  /** It waits for a rotation that has done all but its last statement. */
  @Test
  void rotation_recordingMeanwhile_isRefusedAndNotStored() throws Exception {
    try (RunningGateway earlier = RunningGateway.start(address)) {
      CompletableFuture<Integer> rotation;
      CompletableFuture<Reply> recording;
      try (Connection holding = address.connect()) {
        holding.setAutoCommit(false);
        holding.createStatement().execute("SELECT FROM person_key FOR UPDATE");
        rotation = CompletableFuture.supplyAsync(() -> run("", "rotate-person-key"));
        TestDatabase.awaitLockWait(address);
        String body = Attestations.body(witness, applicant, "").encode();
        recording = earlier.postLater(Attestations.PATH, body, "Idempotency-Key", "meanwhile");
        TestDatabase.awaitLockWaits(address, 2);
        holding.rollback();
      }
      assertThat(rotation.join()).isZero();
      assertThat(recording.join().problem()).isEqualTo("503 unavailable");
    }
    assertThat(TestDatabase.query(address, "SELECT count(*)::text FROM attestation"))
        .containsExactly("0");
    assertThat(TestDatabase.query(address, "SELECT count(*)::text FROM idempotency_key"))
        .containsExactly("0");
  }

  @Test
  void rotated_gatewaysWithTheSameKeys_knowTheSame(@TempDir Path folder) throws Exception {
    String snapshot = folder.resolve("directory").toString();
    try (RunningGateway gateway =
        RunningGateway.start(address, "GATEWAY_DIRECTORY_SNAPSHOT_FILE", snapshot)) {
      gateway.take("birthe.holm");
    }
    run("", "rotate-person-key");
    Path file = Files.writeString(folder.resolve("keys"), BOTH.replace(',', '\n'));

    try (RunningGateway one =
            RunningGateway.start(address, KEY, BOTH, "GATEWAY_DIRECTORY_SNAPSHOT_FILE", snapshot);
        RunningGateway other =
            RunningGateway.start(address, KEY, "", "GATEWAY_PERSON_KEY_FILE", file.toString())) {
      assertThat(new Reservations(one).check("birthe.holm")).isEqualTo("taken");
      assertThat(one.metric("porten_directory_user_ids")).isEqualTo(1);
      assertThat(new Reservations(other).check("birthe.holm")).isEqualTo("taken");
      assertThat(new Witnesses(other).used(witness)).isZero();
      assertThat(new Witnesses(one).record(witness, applicant, "").status()).isEqualTo(201);
      other.awaitFeed();
      assertThat(new Witnesses(other).used(witness)).isEqualTo(1);
    }
  }

  private static int ready(RunningGateway gateway) {
    return gateway.manage("/health/ready").status();
  }

  private static Reply check(RunningGateway gateway, UUID witness) {
    return gateway.post("/v1/witness-checks", "{\"witness\":{\"personId\":\"" + witness + "\"}}");
  }

  private int run(String input, String... arguments) {
    return runWith(BOTH, input, arguments);
  }

  private int runWith(String keys, String input, String... arguments) {
    out.getBuffer().setLength(0);
    var surroundings =
        new Surroundings(
            Map.of("GATEWAY_DATABASE_URL", TestDatabase.url(address), KEY, keys),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.US_ASCII)),
            new TestClock("2026-12-01T08:00:00Z"));
    return Main.commandLine(surroundings)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
