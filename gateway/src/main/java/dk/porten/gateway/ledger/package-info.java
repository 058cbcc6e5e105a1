/**
 * What can be written and what becomes of it: the interfaces that {@code http} calls and {@code
 * postgres} implements, so that neither knows the other.
 */
@NullMarked
package dk.porten.gateway.ledger;

import org.jspecify.annotations.NullMarked;
