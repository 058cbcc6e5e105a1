package dk.porten.gateway.history;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Histories of user IDs that break a clause, written by hand: the clause, and what is wrong. */
final class BadReservations {
  private BadReservations() {}

  static Stream<Arguments> all() {
    return Stream.of(
            badAnswers(),
            badKeys(),
            secondHolders(),
            lostHolds(),
            phantoms(),
            badClaims(),
            badChecks())
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

  private static Stream<Arguments> secondHolders() {
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
            Clause.HOLD_OF_ANOTHER,
            "let go by another client",
            new Script().held("k1", "h1", 0, 10).by(1).letGo("h1", 20, 30)));
  }

  private static Stream<Arguments> lostHolds() {
    return Stream.of(
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
            new Script().held("k1", "h1", 0, 10).letGo("h1", 20, 30).shown("h1", "held", 40, 50)));
  }

  private static Stream<Arguments> phantoms() {
    return Stream.of(
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

  private static Arguments bad(Clause clause, String what, Script script) {
    return arguments(clause, what, script);
  }
}
