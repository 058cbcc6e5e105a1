/**
 * Tests of the embedded server, and the servers of all other tests: {@link TestDatabase} for a
 * database, {@link OwnServer} for a server to kill.
 */
@NullMarked
package dk.porten.gateway.postgres.embedded;

import org.jspecify.annotations.NullMarked;
