/** The commands of README and docs, run as they stand there. */
@NullMarked
package dk.porten.gateway.documentation;

import org.jspecify.annotations.NullMarked;
