/** The rules as a whole: which pack is asked, and what each decides. */
@NullMarked
package dk.porten.core;

import org.jspecify.annotations.NullMarked;
