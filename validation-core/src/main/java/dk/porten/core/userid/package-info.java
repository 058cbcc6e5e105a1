/** The user-ID rules: canonical form, shape, and the verdict on whether an ID is free. */
@NullMarked
package dk.porten.core.userid;

import org.jspecify.annotations.NullMarked;
