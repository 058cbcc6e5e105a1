package dk.porten.gateway.history;

import static dk.porten.gateway.history.Script.HERNING;
import static dk.porten.gateway.history.Script.NATIONAL;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Histories of witnesses that break a clause, written by hand: the clause, and what is wrong. */
final class BadAttestations {
  private BadAttestations() {}

  static Stream<Arguments> all() {
    return Stream.of(
            lostRecords(), countedTwice(), aboveTheQuota(), refusedBelowTheQuota(), badVoids())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> lostRecords() {
    return Stream.of(
        bad(
            Clause.ATTESTATION_LOST,
            "not in the history",
            new Script().attested("k1", "a1", 0, 0, 10).read(20, 30)),
        bad(
            Clause.ATTESTATION_LOST,
            "not found when it is struck",
            new Script().attested("k1", "a1", 0, 0, 10).strikeRefused("a1", 20, 30)),
        bad(
            Clause.ATTESTATION_LOST,
            "one that was there before",
            new Script().given("g1", -100).read(20, 30)),
        bad(
            Clause.ATTESTATION_DIFFERS,
            "on another day",
            new Script().attested("k1", "a1", 0, 0, 10).read(20, 30, "a1@-1")),
        bad(
            Clause.ATTESTATION_DIFFERS,
            "under another pack",
            new Script().attested("k1", "a1", 0, 0, 10).read(20, 30, "a1@0@" + HERNING)));
  }

  private static Stream<Arguments> countedTwice() {
    return Stream.of(
        bad(
            Clause.COUNTED_TWICE,
            "the lost try took effect, and the retry again",
            new Script()
                .attestUnknown("k1", 0, 0, 10)
                .attested("k1", "a1", 0, 20, 30)
                .read(40, 50, "a1@0", "a2@0")),
        bad(
            Clause.COUNTED_TWICE,
            "one unknown key, two effects",
            new Script().attestUnknown("k1", 0, 0, 10).read(40, 50, "a1@0", "a2@0")),
        bad(
            Clause.COUNTED_TWICE,
            "the refused one took effect",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 0, 10)
                .attested("k3", "a3", -29, 0, 10)
                .attestRefused("k4", 0, 20, 30)
                .struck("a1", 1_000, 1_000, 1_010)
                .read(2_000, 2_010, "a1@0@void", "a2@0", "a3@-29", "a4@0")),
        bad(
            Clause.COUNTED_TWICE,
            "listed twice",
            new Script().attested("k1", "a1", 0, 0, 10).read(40, 50, "a1@0", "a1@0")));
  }

  private static Stream<Arguments> aboveTheQuota() {
    return Stream.of(
        bad(
            Clause.FOURTH_IN_WINDOW,
            "four on one day, at once",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 0, 10)
                .attested("k3", "a3", 0, 0, 10)
                .attested("k4", "a4", 0, 0, 10)),
        bad(
            Clause.FOURTH_IN_WINDOW,
            "a back-dated one between those before and those after",
            new Script()
                .given("g1", -119)
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attested("k3", "a3", -29, 40, 50)),
        bad(
            Clause.FOURTH_IN_WINDOW,
            "the fourth before the void",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attested("k3", "a3", 0, 40, 50)
                .attested("k4", "a4", 0, 60, 70)
                .struck("a1", 1_000, 1_000, 1_010)
                .read(1_020, 1_030, "a1@0@void", "a2@0", "a3@0", "a4@0")),
        bad(
            Clause.FOURTH_IN_WINDOW,
            "a fourth person in Herning",
            new Script()
                .attested("k1", "a1", "p1", 0, HERNING, 0, 10)
                .attested("k2", "a2", "p2", 0, HERNING, 20, 30)
                .attested("k3", "a3", "p3", 0, HERNING, 40, 50)
                .attested("k4", "a4", "p4", 0, HERNING, 60, 70)),
        bad(
            Clause.FOURTH_IN_WINDOW,
            "nationally after Herning had used the quota up",
            new Script()
                .attested("k1", "a1", "p1", 0, HERNING, 0, 10)
                .attested("k2", "a2", "p1", 0, HERNING, 20, 30)
                .attested("k3", "a3", "p1", 0, HERNING, 40, 50)
                .attested("k4", "a4", "p1", 0, NATIONAL, 60, 70)),
        bad(
            Clause.FOURTH_IN_WINDOW,
            "one of an unknown outcome is listed beside three",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attested("k3", "a3", 0, 40, 50)
                .attestUnknown("k4", 0, 60, 70)
                .read(80, 90, "a1@0", "a2@0", "a3@0", "a4@0")));
  }

  private static Stream<Arguments> refusedBelowTheQuota() {
    return Stream.of(
        bad(
            Clause.QUOTA_WITHOUT_CAUSE,
            "the third is refused",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attestRefused("k3", 0, 40, 50)),
        bad(
            Clause.QUOTA_WITHOUT_CAUSE,
            "refused though the window has passed on",
            new Script()
                .given("g1", -120)
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attestRefused("k3", 0, 40, 50)),
        bad(
            Clause.QUOTA_WITHOUT_CAUSE,
            "refused though the person was helped before, in Herning",
            new Script()
                .attested("k1", "a1", "p1", 0, HERNING, 0, 10)
                .attested("k2", "a2", "p2", 0, HERNING, 20, 30)
                .attested("k3", "a3", "p3", 0, HERNING, 40, 50)
                .attestRefused("k4", "p2", 0, HERNING, 60, 70)),
        bad(
            Clause.QUOTA_WITHOUT_CAUSE,
            "refused though one is void",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attested("k3", "a3", 0, 40, 50)
                .struck("a1", 1_000, 1_000, 1_010)
                .attestRefused("k4", 0, 1_020, 1_030)));
  }

  private static Stream<Arguments> badVoids() {
    return Stream.of(
        bad(
            Clause.VOID_LOST,
            "struck and valid",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .struck("a1", 1_000, 1_000, 1_010)
                .read(1_020, 1_030, "a1@0")),
        bad(
            Clause.VOID_UNASKED,
            "void and never struck",
            new Script().attested("k1", "a1", 0, 0, 10).read(20, 30, "a1@0@void")),
        bad(
            Clause.VOID_DIFFERS,
            "another moment the second time",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .struck("a1", 1_000, 1_000, 1_010)
                .struck("a1", 2_000, 2_000, 2_010)));
  }

  private static Arguments bad(Clause clause, String what, Script script) {
    return arguments(clause, what, script);
  }
}
