/** The directory in memory, and what keeps it right: change feed, snapshot file, daily check. */
@NullMarked
package dk.porten.gateway.postgres.feed;

import org.jspecify.annotations.NullMarked;
