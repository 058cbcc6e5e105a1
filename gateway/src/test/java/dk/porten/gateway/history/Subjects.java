package dk.porten.gateway.history;

import dk.porten.gateway.history.History.Given;
import dk.porten.gateway.history.Request.Attest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * What clients contend for: at any time a few user IDs and witnesses, others as the history goes
 * on, so that a quota that is used up or an ID that nobody frees does not end the contention.
 */
final class Subjects {
  private static final int AT_ONCE = 4;

  /** Long enough that some holds end by themselves before their user ID's turn is over. */
  private static final int ATTEMPTS_A_USER_ID = 400;

  /** Short, for a witness whose quota is used up is contended no more. */
  private static final int ATTEMPTS_A_WITNESS = 200;

  private static final int APPLICANTS = 5;
  private static final int BACK_DAYS = 30;
  private static final int WINDOW_DAYS = 120;
  private static final List<String> PACKS = List.of("mitid-national", "mitid-herning");

  private final List<Recent<UUID>> holds =
      IntStream.range(0, Client.COUNT).mapToObj(n -> new Recent<UUID>()).toList();
  private final Recent<UUID> attestations = new Recent<>();
  private final String name;
  private final long seed;
  private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Copenhagen"));
  private final int userIds;
  private final int witnesses;

  /**
   * Makes the subjects of one history.
   *
   * @param name told apart from that of any other history on the same database
   * @param attempts how many will be made about them
   */
  Subjects(String name, long seed, long attempts) {
    this.name = name;
    this.seed = seed;
    this.userIds = (int) (attempts / ATTEMPTS_A_USER_ID) + AT_ONCE;
    this.witnesses = (int) (attempts / ATTEMPTS_A_WITNESS) + AT_ONCE;
  }

  List<String> userIds() {
    return IntStream.range(0, userIds).mapToObj(this::userId).toList();
  }

  List<UUID> witnesses() {
    return IntStream.range(0, witnesses).mapToObj(this::witness).toList();
  }

  /** Returns a user ID of the moment. */
  String userId(Random random, LongSupplier sent) {
    return userId(now(random, sent.getAsLong() / ATTEMPTS_A_USER_ID, userIds));
  }

  /** Returns a witness of the moment. */
  UUID witness(Random random, LongSupplier sent) {
    return witness(witnessNow(random, sent));
  }

  /** Returns an attestation of a witness of the moment, today or back-dated. */
  Attest attest(Random random, LongSupplier sent) {
    int number = witnessNow(random, sent);
    int pack = number % 3 == 2 ? random.nextInt(2) : number % 3;
    return new Attest(
        witness(number),
        person(number, 1 + random.nextInt(APPLICANTS)),
        today.minusDays(random.nextInt(BACK_DAYS)),
        PACKS.get(pack));
  }

  /**
   * Returns what every other witness attested so long ago that some of the days on which they may
   * be asked now share a window with it and others do not.
   */
  List<Given> given() {
    List<Given> all = new ArrayList<>();
    for (int number = 0; number < witnesses; number += 2) {
      Random random = new Random(witness(number).getMostSignificantBits());
      for (int i = 0; i <= number % 3; i++) {
        LocalDate on = today.minusDays(WINDOW_DAYS - BACK_DAYS + random.nextInt(BACK_DAYS));
        UUID id = new UUID(random.nextLong(), random.nextLong());
        UUID applicant = person(number, 1 + random.nextInt(APPLICANTS));
        all.add(new Given(id, witness(number), applicant, on, PACKS.get(0)));
      }
    }
    return all;
  }

  /** Returns the holds of a client. */
  Recent<UUID> holds(int client) {
    return holds.get(client);
  }

  Recent<UUID> attestations() {
    return attestations;
  }

  private int witnessNow(Random random, LongSupplier sent) {
    return now(random, sent.getAsLong() / ATTEMPTS_A_WITNESS, witnesses);
  }

  private static int now(Random random, long turn, int count) {
    return (int) Math.min(turn, count - AT_ONCE) + random.nextInt(AT_ONCE);
  }

  private String userId(int number) {
    return name + "." + number;
  }

  private UUID witness(int number) {
    return person(number, 0);
  }

  private UUID person(int witness, int number) {
    String text = seed + " " + name + " " + witness + " " + number;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
