package dk.porten.gateway.history;

import static dk.porten.gateway.history.Script.HERNING;
import static dk.porten.gateway.history.Script.NATIONAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dk.porten.gateway.history.History.Outage;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker on histories written by hand: each bad one is caught, and no good one accused. */
final class CheckerTest {
  private static final Checker CHECKER = new Checker(Limits.ONE_MACHINE);

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("bad")
  void check_badHistory_isCaught(Clause clause, String what, Script script) {
    assertThat(clauses(script)).as(what).containsExactly(clause);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  void check_goodHistory_isNotAccused(String what, Script script) {
    assertThat(CHECKER.check(script.history())).as(what).isEmpty();
  }

  @Test
  void check_badHistories_breakEveryClause() {
    Set<Object> broken = bad().map(row -> row.get()[0]).collect(Collectors.toSet());

    assertThat(broken).containsExactlyInAnyOrder((Object[]) Clause.values());
  }

  private static Set<Clause> clauses(Script script) {
    return CHECKER.check(script.history()).stream()
        .map(Violation::clause)
        .collect(Collectors.toSet());
  }

  static Stream<Arguments> bad() {
    return Stream.of(badAnswers(), badKeys(), badHolders(), badClaims(), badChecks(), badRecords())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> badAnswers() {
    return Stream.of(
        bad(
            Clause.UNEXPECTED_ANSWER,
            "a fault of the gateway",
            new Script().holdAnswered("k1", 500, "internal-error", 0, 10)),
        bad(
            Clause.UNEXPECTED_ANSWER,
            "a fault of a request that has none",
            new Script().holdAnswered("k1", 400, "invalid-request", 0, 10)),
        bad(
            Clause.UNEXPECTED_ANSWER,
            "a granted hold without its id",
            new Script().withBody("{}").held("k1", "h1", 0, 10)),
        bad(
            Clause.WRONG_SUBJECT,
            "a hold on another user ID",
            new Script().heldInstead("k1", "h1", "birthe.holm", 0, 10)));
  }

  private static Stream<Arguments> badKeys() {
    return Stream.of(
        bad(
            Clause.RETRY_DIFFERS,
            "another answer to the retry",
            new Script().held("k1", "h1", 0, 10).heldAgain("k1", "h2", 20, 30)),
        bad(
            Clause.KEY_TWO_EFFECTS,
            "two tries at once, both carried out",
            new Script().held("k1", "h1", 0, 10).held("k1", "h1", 5, 15)),
        bad(
            Clause.REPLAY_UNMARKED,
            "the key was forgotten after an unknown try",
            new Script()
                .holdUnknown("k1", 0, 5)
                .heldAgain("k1", "h1", 10, 20)
                .held("k1", "h1", 30, 40)),
        bad(
            Clause.REPLAY_OF_NOTHING,
            "a first try that is a replay",
            new Script().heldAgain("k1", "h1", 0, 10)),
        bad(
            Clause.KEY_TWO_BODIES,
            "another body gets the first one's answer",
            new Script().held("k1", "h1", 0, 10).otherBodyHeld("k1", "h1", 20, 30)),
        bad(
            Clause.REUSED_WITHOUT_CAUSE,
            "a retry is refused as another body",
            new Script()
                .held("k1", "h1", 0, 10)
                .holdAnswered("k1", 422, "idempotency-key-reused", 20, 30)),
        bad(
            Clause.EFFECT_SHARED,
            "two keys told of one hold",
            new Script().heldUntil("k1", "h1", 0, 0, 10).heldUntil("k2", "h1", 0, 20, 30)));
  }

  private static Stream<Arguments> badHolders() {
    return Stream.of(
        bad(
            Clause.TWO_HOLDERS,
            "one after the other",
            new Script().held("k1", "h1", 0, 10).held("k2", "h2", 20, 30)),
        bad(
            Clause.TWO_HOLDERS,
            "at once",
            new Script().held("k1", "h1", 0, 10).held("k2", "h2", 5, 15)),
        bad(
            Clause.TWO_HOLDERS,
            "the second has run out before it was told, on the other gateway",
            new Script()
                .held("k1", "h1", 0, 10)
                .on(1)
                .holdUnknown("k2", 20, 30)
                .heldUntil("k2", "h2", 1_000, 2_000, 2_010)),
        bad(
            Clause.TWO_HOLDERS,
            "the second once the first was let go, but begun before",
            new Script().held("k1", "h1", 0, 10).held("k2", "h2", 20, 30).letGo("h1", 40, 50)),
        bad(
            Clause.HELD_WHILE_CLAIMED,
            "held by another",
            new Script()
                .heldUntil("k1", "h1", 3_000, 0, 10)
                .claimed("h1", 20, 30)
                .heldUntil("k2", "h2", 90_000, 70_000, 70_010)),
        bad(
            Clause.HOLD_LOST,
            "a live hold is not found",
            new Script().held("k1", "h1", 0, 10).claimRefused("h1", 404, "hold-not-found", 20, 30)),
        bad(
            Clause.HOLD_LOST,
            "a live hold is shown as expired",
            new Script().held("k1", "h1", 0, 10).shown("h1", "expired", 20, 30)),
        bad(
            Clause.HOLD_LOST,
            "a live hold is not found when it is let go",
            new Script().held("k1", "h1", 0, 10).letGoRefused("h1", 20, 30)),
        bad(
            Clause.HOLD_OUTLIVES_ITS_END,
            "held though let go",
            new Script().held("k1", "h1", 0, 10).letGo("h1", 20, 30).shown("h1", "held", 40, 50)),
        bad(
            Clause.HOLD_OF_ANOTHER,
            "let go by another client",
            new Script().held("k1", "h1", 0, 10).by(1).letGo("h1", 20, 30)),
        bad(
            Clause.PHANTOM_TAKEN,
            "its own lost effect is in the way of the retry",
            new Script().holdUnknown("k1", 0, 10).holdRefused("k1", 20, 30)),
        bad(
            Clause.PHANTOM_TAKEN,
            "an expired hold is in the way",
            new Script().heldUntil("k1", "h1", 1_000, 0, 10).holdRefused("k2", 3_000, 3_010)),
        bad(
            Clause.PHANTOM_TAKEN,
            "a hold that was let go is in the way",
            new Script().held("k1", "h1", 0, 10).letGo("h1", 20, 30).holdRefused("k2", 40, 50)),
        bad(
            Clause.PHANTOM_TAKEN,
            "nobody ever asked for it",
            new Script().checked("taken", 0, 500, 510)));
  }

  private static Stream<Arguments> badClaims() {
    return Stream.of(
        bad(
            Clause.CLAIM_LOST,
            "claimed and then gone",
            new Script()
                .held("k1", "h1", 0, 10)
                .claimed("h1", 20, 30)
                .claimRefused("h1", 410, "hold-expired", 70_000, 70_010)),
        bad(
            Clause.CLAIM_LOST,
            "claimed and shown as held",
            new Script().held("k1", "h1", 0, 10).claimed("h1", 20, 30).shown("h1", "held", 40, 50)),
        bad(
            Clause.CLAIM_LOST,
            "claimed and shown as released",
            new Script()
                .held("k1", "h1", 0, 10)
                .claimed("h1", 20, 30)
                .letGo("h1", 40, 50)
                .shown("h1", "released", 60, 70)),
        bad(
            Clause.CLAIM_LOST,
            "claimed and not taken when it is freed",
            new Script().held("k1", "h1", 0, 10).claimed("h1", 20, 30).freeRefused(40, 50)),
        bad(
            Clause.CLAIM_UNASKED,
            "claimed by nobody",
            new Script().held("k1", "h1", 0, 10).shown("h1", "claimed", 20, 30)),
        bad(
            Clause.CLAIM_DIFFERS,
            "another moment the second time",
            new Script()
                .held("k1", "h1", 0, 10)
                .claimedAt("h1", 1_000, 20, 30)
                .claimedAt("h1", 2_000, 2_000, 2_010)),
        bad(
            Clause.CLAIM_AFTER_EXPIRY,
            "claimed though expired",
            new Script().heldUntil("k1", "h1", 1_000, 0, 10).claimed("h1", 3_000, 3_010)),
        bad(
            Clause.CLAIM_AFTER_RELEASE,
            "claimed though let go",
            new Script().held("k1", "h1", 0, 10).letGo("h1", 20, 30).claimed("h1", 40, 50)));
  }

  private static Stream<Arguments> badChecks() {
    return Stream.of(
        bad(
            Clause.STALE_AVAILABLE,
            "claimed on one gateway, available on the other, complete up to later",
            new Script()
                .held("k1", "h1", 0, 10)
                .claimed("h1", 20, 30)
                .on(1)
                .checked("available", 1_000, 1_500, 1_510)),
        bad(
            Clause.STALE_AVAILABLE,
            "held on one gateway, available on the other, complete up to later",
            new Script().held("k1", "h1", 0, 10).on(1).checked("available", 1_000, 1_500, 1_510)),
        bad(
            Clause.STALE_AVAILABLE,
            "claimed before its end, available after it where the hold was known",
            new Script()
                .heldUntil("k1", "h1", 3_000, 0, 10)
                .on(1)
                .claimed("h1", 2_400, 2_410)
                .on(0)
                .checked("available", 2_000, 3_500, 3_510)),
        bad(
            Clause.AS_OF_AHEAD,
            "complete up to a moment to come",
            new Script().checked("available", 3_000, 500, 510)),
        bad(
            Clause.OWN_WRITE_UNREAD,
            "held and available on one gateway",
            new Script().held("k1", "h1", 0, 10).checked("available", 0, 20, 30)),
        bad(
            Clause.OWN_WRITE_UNREAD,
            "claimed on the other gateway, available there after the hold's end",
            new Script()
                .heldUntil("k1", "h1", 1_000, 0, 10)
                .on(1)
                .claimed("h1", 20, 30)
                .checked("available", 0, 3_000, 3_010)),
        bad(
            Clause.FEED_TOO_LATE,
            "a directory that has stopped says available for ever",
            new Script().held("k1", "h1", 0, 10).on(1).checked("available", 0, 9_000, 9_010)),
        bad(
            Clause.FEED_TOO_LATE,
            "the outage was over for long",
            new Script()
                .held("k1", "h1", 0, 10)
                .outage(1, 20, 1_000)
                .on(1)
                .checked("available", 0, 9_000, 9_010)));
  }

  private static Stream<Arguments> badRecords() {
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
            new Script().attested("k1", "a1", 0, 0, 10).read(20, 30, "a1@0@" + HERNING)),
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
            new Script().attested("k1", "a1", 0, 0, 10).read(40, 50, "a1@0", "a1@0")),
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
                .read(80, 90, "a1@0", "a2@0", "a3@0", "a4@0")),
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
                .attestRefused("k4", 0, 1_020, 1_030)),
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

  static Stream<Arguments> good() {
    return Stream.of(goodKeys(), goodHolders(), goodChecks(), goodRecords()).flatMap(rows -> rows);
  }

  private static Stream<Arguments> goodKeys() {
    return Stream.of(
        arguments("nothing at all", new Script()),
        arguments(
            "a retry on the other gateway gets the first answer",
            new Script()
                .held("k1", "h1", 0, 10)
                .on(1)
                .heldAgain("k1", "h1", 20, 30)
                .otherBodyAnswered("k1", 422, "idempotency-key-reused", 40, 50)),
        arguments(
            "twins: one was carried out, the other waited",
            new Script().held("k1", "h1", 0, 10).heldAgain("k1", "h1", 5, 15)),
        arguments(
            "a late answer: the retry was told first",
            new Script().held("k1", "h1", 0, 40).heldAgain("k1", "h1", 20, 30)),
        arguments(
            "the effect of a cut connection is replayed",
            new Script().holdUnknown("k1", 0, 10).heldAgain("k1", "h1", 20, 30)),
        arguments(
            "a cut connection without effect",
            new Script().holdUnknown("k1", 0, 10).held("k1", "h1", 20, 30)),
        arguments(
            "trouble that had an effect",
            new Script()
                .holdAnswered("k1", 503, "unavailable", 0, 10)
                .heldAgain("k1", "h1", 20, 30)),
        arguments(
            "a try without a connection is none",
            new Script().holdNotSent("k1", 0, 10).held("k1", "h1", 20, 30)),
        arguments(
            "which of two bodies was first is not known",
            new Script()
                .holdUnknown("k1", 0, 10)
                .otherBodyAnswered("k1", 422, "idempotency-key-reused", 5, 15)));
  }

  private static Stream<Arguments> goodHolders() {
    return Stream.of(
        arguments(
            "held, claimed, freed, held again",
            new Script()
                .held("k1", "h1", 0, 10)
                .holdRefused("k2", 20, 30)
                .claimed("h1", 40, 50)
                .claimed("h1", 60, 70)
                .shown("h1", "claimed", 75, 80)
                .letGo("h1", 81, 85)
                .freed(90, 100)
                .freeRefused(110, 120)
                .held("k3", "h3", 130, 140)),
        arguments(
            "let go and held again, while the letting go was under way",
            new Script()
                .held("k1", "h1", 0, 10)
                .letGo("h1", 20, 40)
                .held("k2", "h2", 25, 30)
                .shown("h1", "released", 50, 60)),
        arguments(
            "a letting go whose outcome is unknown works later",
            new Script()
                .held("k1", "h1", 0, 10)
                .letGoUnknown("h1", 20, 30)
                .shown("h1", "held", 40, 50)
                .held("k2", "h2", 60, 70)
                .claimRefused("h1", 404, "hold-not-found", 80, 90)),
        arguments(
            "expired within the second and taken over",
            new Script()
                .heldUntil("k1", "h1", 2_000, 0, 10)
                .held("k2", "h2", 1_990, 2_000)
                .claimRefused("h1", 410, "hold-expired", 2_010, 2_020)),
        arguments(
            "claimed in the last moment, for the told end is up to a second early",
            new Script()
                .heldUntil("k1", "h1", 1_000, 0, 10)
                .claimed("h1", 1_900, 1_990)
                .holdRefused("k2", 70_000, 70_010)),
        arguments(
            "an unknown hold is in the way",
            new Script().holdUnknown("k1", 0, 10).holdRefused("k2", 20, 30)),
        arguments(
            "an unknown claim is in the way though the hold expired",
            new Script()
                .heldUntil("k1", "h1", 1_000, 0, 10)
                .claimUnknown("h1", 20, 30)
                .holdRefused("k2", 70_000, 70_010)
                .shown("h1", "claimed", 70_020, 70_030)),
        arguments(
            "an unknown free ends a claim",
            new Script()
                .held("k1", "h1", 0, 10)
                .claimed("h1", 20, 30)
                .freeUnknown(40, 50)
                .held("k2", "h2", 60, 70)),
        arguments(
            "a hold whose end had passed before it was told keeps nobody out",
            new Script()
                .holdUnknown("k1", 0, 10)
                .held("k2", "h2", 5_000, 5_010)
                .heldUntil("k1", "h1", 2_000, 6_000, 6_010)));
  }

  private static Stream<Arguments> goodChecks() {
    return Stream.of(
        arguments(
            "the other gateway may be late",
            new Script()
                .held("k1", "h1", 0, 10)
                .claimed("h1", 20, 30)
                .on(1)
                .checked("available", 0, 40, 50)
                .checked("taken", 0, 60, 70)),
        arguments(
            "a claim that is under way after the hold's end",
            new Script()
                .heldUntil("k1", "h1", 3_000, 0, 10)
                .on(1)
                .claimed("h1", 2_400, 3_505)
                .on(0)
                .checked("available", 2_000, 3_500, 3_510)),
        arguments(
            "disturbed, it may be later still",
            new Script()
                .held("k1", "h1", 0, 10)
                .outage(1, 5_000, 8_000)
                .on(1)
                .checked("available", 0, 9_000, 9_010)),
        arguments(
            "so it may be without its database",
            new Script()
                .held("k1", "h1", 0, 10)
                .outage(Outage.DATABASE, 5_000, 8_000)
                .on(1)
                .checked("available", 0, 9_000, 9_010)),
        arguments(
            "who replays has not written",
            new Script()
                .on(1)
                .held("k1", "h1", 0, 10)
                .on(0)
                .heldAgain("k1", "h1", 20, 30)
                .checked("available", 0, 40, 50)),
        arguments(
            "unknown is no yes",
            new Script().held("k1", "h1", 0, 10).checked("unknown", 0, 20, 30)),
        arguments(
            "let go and not heard of yet",
            new Script()
                .held("k1", "h1", 0, 10)
                .letGo("h1", 20, 30)
                .checked("taken", 0, 40, 50)
                .checked("available", 1_000, 1_500, 1_510)));
  }

  private static Stream<Arguments> goodRecords() {
    return Stream.of(
        arguments(
            "three, and no fourth",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", -29, 20, 30)
                .attested("k3", "a3", -5, 40, 50)
                .attestRefused("k4", 0, 60, 70)
                .read(80, 90, "a1@0", "a2@-29", "a3@-5")),
        arguments(
            "120 days later the place is free",
            new Script()
                .given("g1", -120)
                .given("g2", -119)
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attestRefused("k3", 0, 40, 50)
                .attestRefused("k4", -10, 60, 70)
                .read(80, 90, "g1@-120", "g2@-119", "a1@0", "a2@0")),
        arguments(
            "a void makes room",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attested("k3", "a3", 0, 40, 50)
                .struck("a1", 1_000, 1_000, 1_010)
                .struck("a1", 1_000, 1_020, 1_030)
                .attested("k4", "a4", 0, 1_040, 1_050)
                .read(1_060, 1_070, "a1@0@void", "a2@0", "a3@0", "a4@0")),
        arguments(
            "a void under way may make room",
            new Script()
                .attested("k1", "a1", 0, 0, 10)
                .attested("k2", "a2", 0, 20, 30)
                .attested("k3", "a3", 0, 40, 50)
                .strikeUnknown("a1", 60, 70)
                .attested("k4", "a4", 0, 80, 90)
                .read(100, 110, "a1@0@void", "a2@0", "a3@0", "a4@0")),
        arguments(
            "an unknown key may have an effect, and may have it late",
            new Script()
                .attestUnknown("k1", 0, 0, 10)
                .read(20, 30)
                .read(40, 50, "a1@0")
                .attested("k2", "a2", 0, 60, 70)
                .attested("k3", "a3", 0, 80, 90)
                .attestRefused("k4", 0, 100, 110)),
        arguments(
            "being recorded while the history is read",
            new Script().attested("k1", "a1", 0, 0, 30).read(5, 10).read(15, 20, "a1@0")),
        arguments(
            "one person many times in Herning",
            new Script()
                .attested("k1", "a1", "p1", 0, HERNING, 0, 10)
                .attested("k2", "a2", "p1", 0, HERNING, 20, 30)
                .attested("k3", "a3", "p1", 0, HERNING, 40, 50)
                .attested("k4", "a4", "p1", 0, HERNING, 60, 70)
                .attestRefused("k5", "p1", 0, NATIONAL, 80, 90)),
        arguments(
            "nationally first, then Herning in its own way; at once, so that either may be first",
            new Script()
                .attested("k1", "a1", "p1", 0, HERNING, 0, 10)
                .attested("k2", "a2", "p1", 0, HERNING, 20, 30)
                .attested("k3", "a3", "p1", 0, NATIONAL, 40, 60)
                .attested("k4", "a4", "p1", 0, HERNING, 45, 55)));
  }

  private static Arguments bad(Clause clause, String what, Script script) {
    return arguments(clause, what, script);
  }
}
