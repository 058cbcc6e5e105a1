package dk.porten.gateway.postgres;

import dk.porten.core.userid.TakenUserIds;

/**
 * The directory in memory with how far changes have been told to it. The set may be newer by now:
 * what is told twice is recorded as it is in the end.
 */
record DirectorySnapshot(TakenUserIds taken, FeedPosition position) {}
