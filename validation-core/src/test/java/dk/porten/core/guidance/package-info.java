/** Tests of the guidance. */
@NullMarked
package dk.porten.core.guidance;

import org.jspecify.annotations.NullMarked;
