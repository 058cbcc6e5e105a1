package dk.porten.core.userid;

import dk.porten.core.pack.ReasonCode;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a text is no user ID.
 *
 * @param index of the character, in code points of the canonical form from 0; null if it is not
 *     about one character
 */
public record Violation(ReasonCode code, @Nullable Integer index) {

  /** One for each place that a caller's text has: 20 KB a text less to make and to hold. */
  private static final Violation[] FORBIDDEN_CHARACTERS =
      IntStream.range(0, 512)
          .mapToObj(index -> new Violation(ReasonCode.FORBIDDEN_CHARACTER, index))
          .toArray(Violation[]::new);

  static Violation forbiddenCharacter(int index) {
    return index < FORBIDDEN_CHARACTERS.length
        ? FORBIDDEN_CHARACTERS[index]
        : new Violation(ReasonCode.FORBIDDEN_CHARACTER, index);
  }
}
