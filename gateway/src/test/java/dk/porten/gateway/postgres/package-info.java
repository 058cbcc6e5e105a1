/** Tests of the database room, and {@link TestDatabase} for the tests of other rooms. */
@NullMarked
package dk.porten.gateway.postgres;

import org.jspecify.annotations.NullMarked;
