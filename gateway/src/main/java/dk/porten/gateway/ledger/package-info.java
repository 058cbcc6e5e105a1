/**
 * What can be written and what becomes of it: the ports that {@code http} asks and {@code postgres}
 * fills, so that neither knows the other.
 */
@NullMarked
package dk.porten.gateway.ledger;

import org.jspecify.annotations.NullMarked;
