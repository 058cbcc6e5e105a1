/** The way to a PostgreSQL server: its address, its TLS, its sessions, and what a failure means. */
@NullMarked
package dk.porten.gateway.postgres.connection;

import org.jspecify.annotations.NullMarked;
