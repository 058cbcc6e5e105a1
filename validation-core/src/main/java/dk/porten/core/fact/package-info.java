/** What a check is told: documents, dates and persons, each fact true, false or unknown. */
@NullMarked
package dk.porten.core.fact;

import org.jspecify.annotations.NullMarked;
