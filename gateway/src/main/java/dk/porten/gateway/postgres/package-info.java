/** The database: its address, its embedded server, its schema and what is kept in it. */
@NullMarked
package dk.porten.gateway.postgres;

import org.jspecify.annotations.NullMarked;
