/** The operations on witnesses: check, history, and their attestations. */
@NullMarked
package dk.porten.gateway.http.witness;

import org.jspecify.annotations.NullMarked;
