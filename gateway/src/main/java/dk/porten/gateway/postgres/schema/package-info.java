/** The gateway's tables: found, brought up to date, and bound to the key that hides persons. */
@NullMarked
package dk.porten.gateway.postgres.schema;

import org.jspecify.annotations.NullMarked;
