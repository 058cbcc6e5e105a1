/**
 * What can be written and what becomes of it, as facts: the interfaces that {@code http} calls and
 * {@code postgres} implements, so that neither knows the other. Nothing here knows a status or
 * JSON.
 */
@NullMarked
package dk.porten.gateway.ledger;

import org.jspecify.annotations.NullMarked;
