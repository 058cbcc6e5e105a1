package dk.porten.gateway.postgres.feed;

import dk.porten.core.fact.UserIdFact;
import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.TakenUserIds;
import dk.porten.core.userid.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A process that writes a snapshot file again and again, and prints a dot after each time. */
final class SavingMain {
  static final int USER_IDS = 200_000;

  private SavingMain() {}

  public static void main(String[] arguments) throws IOException {
    var taken = new TakenUserIds(new SipHash(new byte[SipHash.KEY_BYTES]));
    for (int i = 0; i < USER_IDS; i++) {
      taken.put(UserId.recorded("id." + i), UserIdFact.FOR_GOOD);
    }
    var position = new FeedPosition("a lineage", "1:1:", Instant.parse("2026-12-01T07:00:00Z"));
    while (!Thread.interrupted()) {
      new SnapshotFile(Path.of(arguments[0])).write(new DirectorySnapshot(taken, position));
      System.out.write('.');
      System.out.flush();
    }
  }
}
