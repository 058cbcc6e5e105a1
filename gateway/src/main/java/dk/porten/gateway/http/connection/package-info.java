/** Listens, reads heads strictly, and ends the connections that have to end. */
@NullMarked
package dk.porten.gateway.http.connection;

import org.jspecify.annotations.NullMarked;
