/** The database as the checks see it: what is read, and up to when memory is right. */
@NullMarked
package dk.porten.gateway.postgres.facts;

import org.jspecify.annotations.NullMarked;
