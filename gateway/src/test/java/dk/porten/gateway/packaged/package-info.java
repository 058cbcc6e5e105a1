/** The packaged jar and its launcher, as processes of their own. */
@NullMarked
package dk.porten.gateway.packaged;

import org.jspecify.annotations.NullMarked;
