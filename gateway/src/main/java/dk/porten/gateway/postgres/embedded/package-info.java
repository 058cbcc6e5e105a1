/** The PostgreSQL server that the gateway brings along: unpacked, started, shared, stopped. */
@NullMarked
package dk.porten.gateway.postgres.embedded;

import org.jspecify.annotations.NullMarked;
