package dk.porten.core;

import java.time.LocalDate;

/** The outcome of asking for a pack. */
public sealed interface PackChoice {

  /**
   * The pack to decide by.
   *
   * @param on the day that is judged: the one asked for, or today in the pack's time zone
   */
  record Found(CompiledPack pack, LocalDate on) implements PackChoice {}

  /** There is no pack of that name. */
  record Unknown() implements PackChoice {}

  /** There is, but none of its versions is in force on the day. */
  record NotInForce() implements PackChoice {}
}
