package dk.porten.core.fact;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Whether something holds, day by day, by facts that are judged once. */
public interface Timeline {

  /** What never holds. */
  Timeline NEVER =
      new Timeline() {
        @Override
        public Truth on(LocalDate day) {
          return Truth.FALSE;
        }

        @Override
        public @Nullable LocalDate nextGain(LocalDate after) {
          return null;
        }
      };

  /** Says whether it holds on a day. */
  Truth on(LocalDate day);

  /** Returns the first day after one on which it may come to hold; null if there is none. */
  @Nullable LocalDate nextGain(LocalDate after);
}
