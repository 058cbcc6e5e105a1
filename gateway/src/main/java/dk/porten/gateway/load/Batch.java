package dk.porten.gateway.load;

import java.util.Arrays;

/** Canonical user IDs that are added to the directory in one transaction. */
final class Batch {

  /** Large enough that neighbours in the index meet, small enough for three in 128 MB of heap. */
  static final int MAX_ROWS = 200_000;

  private static final int MAX_CHARACTERS = 8_000_000;

  private final String[] userIds = new String[MAX_ROWS];
  private int rows;
  private int characters;

  void add(String canonical) {
    userIds[rows++] = canonical;
    characters += canonical.length();
  }

  boolean isFull() {
    return rows == MAX_ROWS || characters >= MAX_CHARACTERS;
  }

  /** Returns the user IDs in the order of the index, which then reads and writes a page once. */
  String[] sorted() {
    String[] sorted = rows == MAX_ROWS ? userIds : Arrays.copyOf(userIds, rows);
    Arrays.sort(sorted);
    return sorted;
  }
}
