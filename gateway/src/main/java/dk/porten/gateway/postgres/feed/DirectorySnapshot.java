package dk.porten.gateway.postgres.feed;

import dk.porten.core.userid.TakenUserIds;

/**
 * The directory in memory with the position of the change feed. The set may be newer than the
 * position, since recording a change twice does no harm.
 */
record DirectorySnapshot(TakenUserIds taken, FeedPosition position) {

  /** Returns it with a later position, up to which the same set has every change. */
  DirectorySnapshot at(FeedPosition later) {
    return new DirectorySnapshot(taken, later);
  }
}
