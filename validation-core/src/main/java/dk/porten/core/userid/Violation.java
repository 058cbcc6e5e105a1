package dk.porten.core.userid;

import dk.porten.core.pack.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a text is no user ID.
 *
 * @param index of the character, in code points of the canonical form from 0; null if it is not
 *     about one character
 */
public record Violation(ReasonCode code, @Nullable Integer index) {}
