package dk.porten.gateway.load;

/**
 * What became of the lines.
 *
 * @param read every line, the others' sum
 * @param alreadyThere in the directory before, or on an earlier line
 */
record Tally(long read, long imported, long alreadyThere, long rejected) {}
