/** Whether a person may be the witness, how much of the quota is left, and from which day. */
@NullMarked
package dk.porten.core.witness;

import org.jspecify.annotations.NullMarked;
