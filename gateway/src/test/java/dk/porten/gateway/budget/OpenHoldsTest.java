package dk.porten.gateway.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How many holds of a client are open, along a timeline in seconds. */
final class OpenHoldsTest {
  private final OpenHolds holds = new OpenHolds(2);

  @Test
  void holds_asManyAsThereIsRoomFor_areTakenUntilOneEnds() {
    assertThat(holds.isTaken(11, 100, 0)).isTrue();
    assertThat(holds.isTaken(12, 200, 0)).isTrue();
    assertThat(holds.isTaken(13, 300, 99)).isFalse();
    assertThat(holds.secondsToNextEnd(99)).isEqualTo(1);
    assertThat(holds.isTaken(13, 300, 100)).isTrue();
    assertThat(holds.open(250)).isEqualTo(1);
  }

  @Test
  void hold_notMadeOrEnded_makesRoom() {
    holds.isTaken(11, 100, 0);
    holds.isTaken(12, 200, 0);
    holds.giveBack(11);
    assertThat(holds.isTaken(13, 300, 0)).isTrue();
    holds.keep(12, 200);
    holds.end(12);
    assertThat(holds.isTaken(14, 300, 0)).isTrue();
    assertThat(holds.isTaken(15, 300, 0)).isFalse();
  }

  @Test
  void told_inAnyOrderAndTwice_isTheSame() {
    var other = new OpenHolds(2);
    holds.isTaken(11, 100, 0);
    holds.keep(11, 100);
    holds.isTaken(12, 200, 0);
    holds.keep(12, 200);
    holds.end(11);

    other.mergeEnded(holds.untoldEnded(1_024));
    other.mergeMade(holds.untoldMade(1_024), 0);
    other.mergeMade(holds.untoldMade(1_024), 0);

    assertThat(other.open(0)).isEqualTo(1);
    holds.toldMade(32);
    holds.toldEnded(8);
    assertThat(holds.untoldMade(1_024).length() + holds.untoldEnded(1_024).length()).isZero();
  }
}
