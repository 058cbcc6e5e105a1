/** The database, in rooms that know each other in one direction; ARCHITECTURE.md lists them. */
@NullMarked
package dk.porten.gateway.postgres;

import org.jspecify.annotations.NullMarked;
