/** Tests of the user-ID rules. */
@NullMarked
package dk.porten.core.userid;

import org.jspecify.annotations.NullMarked;
