/** Tests of reading packs. */
@NullMarked
package dk.porten.core.pack;

import org.jspecify.annotations.NullMarked;
