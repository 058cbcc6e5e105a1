/** Whether documents suffice, by which route, why not, what else to bring and until when. */
@NullMarked
package dk.porten.core.document;

import org.jspecify.annotations.NullMarked;
