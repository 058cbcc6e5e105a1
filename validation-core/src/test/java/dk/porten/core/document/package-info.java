/** Tests of the document rules. */
@NullMarked
package dk.porten.core.document;

import org.jspecify.annotations.NullMarked;
