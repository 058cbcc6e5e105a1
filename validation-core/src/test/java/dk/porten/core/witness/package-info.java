/** Tests of the witness rules. */
@NullMarked
package dk.porten.core.witness;

import org.jspecify.annotations.NullMarked;
