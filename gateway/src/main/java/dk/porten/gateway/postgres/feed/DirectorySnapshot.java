package dk.porten.gateway.postgres.feed;

import dk.porten.core.userid.TakenUserIds;

/**
 * The directory in memory with the position of the change feed. The set may be newer than the
 * position, since recording a change twice does no harm.
 */
record DirectorySnapshot(TakenUserIds taken, FeedPosition position) {}
