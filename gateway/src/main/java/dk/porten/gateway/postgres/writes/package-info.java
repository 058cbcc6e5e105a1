/** The database as the ledgers see it: what is written, and what is dropped in the end. */
@NullMarked
package dk.porten.gateway.postgres.writes;

import org.jspecify.annotations.NullMarked;
