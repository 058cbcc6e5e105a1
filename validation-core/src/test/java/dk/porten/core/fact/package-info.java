/** Tests of the facts and their cache. */
@NullMarked
package dk.porten.core.fact;

import org.jspecify.annotations.NullMarked;
