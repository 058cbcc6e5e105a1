/** Tests of the rules as a whole. */
@NullMarked
package dk.porten.core;

import org.jspecify.annotations.NullMarked;
