/** Files that are there whole or not at all, and outlive a power cut. */
@NullMarked
package dk.porten.gateway.postgres.disk;

import org.jspecify.annotations.NullMarked;
