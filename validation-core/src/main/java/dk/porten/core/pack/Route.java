package dk.porten.core.pack;

/** A way for documents to suffice (D10–D12, D20–D22, D30, D32). Masks have a bit for each class. */
public sealed interface Route {

  /** Returns the route's name in packs and answers. */
  String id();

  /** Returns the page it comes from. */
  String source();

  /** One document of the slot. */
  record Single(String id, Slot slot, String source) implements Route {}

  /** A document of each slot. */
  record Pair(String id, Slot first, Slot second, String source) implements Route {}

  /**
   * Two documents of different classes, at least one of them showing the CPR number.
   *
   * @param anchors at least one of the two is of these
   * @param notTogether if both of these are the two, it does not count; 0 is none
   */
  record TwoDifferent(String id, long classes, long anchors, long notTogether, String source)
      implements Route {}

  /** The classes that a place in a route can be filled from. */
  record Slot(long classes, boolean cprNumberRequired) {}
}
