package dk.porten.gateway.history;

import static dk.porten.gateway.history.Script.HERNING;
import static dk.porten.gateway.history.Script.NATIONAL;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dk.porten.gateway.history.History.Outage;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Histories that break no clause though they look like it, written by hand. */
final class GoodHistories {
  private GoodHistories() {}

  static Stream<Arguments> all() {
    return Stream.of(
            keys(), holders(), unknownOutcomes(), checks(), quotas(), voidsAndUnknownKeys())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> keys() {
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

  private static Stream<Arguments> holders() {
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
            "a hold whose end had passed before it was told keeps nobody out",
            new Script()
                .holdUnknown("k1", 0, 10)
                .held("k2", "h2", 5_000, 5_010)
                .heldUntil("k1", "h1", 2_000, 6_000, 6_010)));
  }

  private static Stream<Arguments> unknownOutcomes() {
    return Stream.of(
        arguments(
            "a letting go whose outcome is unknown works later",
            new Script()
                .held("k1", "h1", 0, 10)
                .letGoUnknown("h1", 20, 30)
                .shown("h1", "held", 40, 50)
                .held("k2", "h2", 60, 70)
                .claimRefused("h1", 404, "hold-not-found", 80, 90)),
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
                .held("k2", "h2", 60, 70)));
  }

  private static Stream<Arguments> checks() {
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

  private static Stream<Arguments> quotas() {
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

  private static Stream<Arguments> voidsAndUnknownKeys() {
    return Stream.of(
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
            new Script().attested("k1", "a1", 0, 0, 30).read(5, 10).read(15, 20, "a1@0")));
  }
}
