/** What is told to people who are refused MitID, cannot use it or do not want it (SPEC, G). */
@NullMarked
package dk.porten.core.guidance;

import org.jspecify.annotations.NullMarked;
