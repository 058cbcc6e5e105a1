package dk.porten.gateway.postgres.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.porten.core.userid.SipHash;
import dk.porten.core.userid.TakenUserIds;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each event makes of each state, and what each state is good for. */
final class DirectoryStateTest {
  private static final FeedPosition EARLIER =
      new FeedPosition("a lineage", "10:10:", Instant.parse("2026-12-01T08:00:00Z"));
  private static final FeedPosition LATER =
      new FeedPosition("a lineage", "20:20:", Instant.parse("2026-12-01T09:00:00Z"));

  private final TakenUserIds taken = new TakenUserIds(new SipHash(new byte[SipHash.KEY_BYTES]));
  private final DirectorySnapshot snapshot = new DirectorySnapshot(taken, EARLIER);
  private final DirectorySnapshot other = new DirectorySnapshot(taken.emptied(0), LATER);
  private final DirectoryState.Unread unread = new DirectoryState.Unread(taken);

  private enum State {
    RESTORED,
    CURRENT,
    SEVERED,
    DRIFTED;

    DirectoryState with(DirectorySnapshot snapshot) {
      return switch (this) {
        case RESTORED -> new DirectoryState.Restored(snapshot);
        case CURRENT -> new DirectoryState.Current(snapshot);
        case SEVERED -> new DirectoryState.Severed(snapshot);
        case DRIFTED -> new DirectoryState.Drifted(snapshot);
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    // before, told, severed, foundToDiffer
    "RESTORED, RESTORED, SEVERED, DRIFTED",
    "CURRENT, CURRENT, SEVERED, DRIFTED",
    "SEVERED, SEVERED, SEVERED, DRIFTED",
    "DRIFTED, DRIFTED, DRIFTED, DRIFTED",
  })
  void events_afterSomethingWasRead_leadTo(
      State before, State told, State severed, State foundToDiffer) {
    DirectoryState state = before.with(snapshot);

    assertThat(state.told(LATER)).isEqualTo(told.with(snapshot.at(LATER)));
    assertThat(state.severed()).isEqualTo(severed.with(snapshot));
    assertThat(state.foundToDiffer(taken)).isEqualTo(foundToDiffer.with(snapshot));
    assertThat(state.foundToDiffer(other.taken())).as("replaced meanwhile").isEqualTo(state);
    assertThat(state.readWhole(other)).isEqualTo(State.CURRENT.with(other));
  }

  @Test
  void events_beforeAnythingWasRead_areThatSomethingIs() {
    assertThat(unread.restored(other)).isEqualTo(State.RESTORED.with(other));
    assertThat(unread.readWhole(other)).isEqualTo(State.CURRENT.with(other));

    assertThatThrownBy(() -> unread.told(LATER)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(unread::severed).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> unread.foundToDiffer(taken)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @CsvSource({
    // state, goes on from its position, worth saving, from a file
    "RESTORED, true, true, true",
    "CURRENT, true, true, false",
    "SEVERED, false, true, false",
    "DRIFTED, false, false, false",
  })
  void state_isGoodFor(State state, boolean goesOn, boolean isWorthSaving, boolean isFromFile) {
    DirectoryState held = state.with(snapshot);

    assertThat(held.goesOnFrom().filter(EARLIER::equals).isPresent()).isEqualTo(goesOn);
    assertThat(held.worthSaving().filter(snapshot::equals).isPresent()).isEqualTo(isWorthSaving);
    assertThat(held.isFromFile()).isEqualTo(isFromFile);
    assertThat(held.taken()).isSameAs(taken);
    assertThat(held.position()).isEqualTo(EARLIER);
  }

  @Test
  void unread_isGoodForNothing() {
    assertThat(unread.goesOnFrom()).isEmpty();
    assertThat(unread.worthSaving()).isEmpty();
    assertThat(unread.isFromFile()).isFalse();
    assertThatThrownBy(unread::position).isInstanceOf(IllegalStateException.class);
  }
}
