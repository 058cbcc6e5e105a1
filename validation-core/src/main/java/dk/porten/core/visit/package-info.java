/** Whether a whole visit is ready, what its checklist says, and on which day it would be ready. */
@NullMarked
package dk.porten.core.visit;

import org.jspecify.annotations.NullMarked;
