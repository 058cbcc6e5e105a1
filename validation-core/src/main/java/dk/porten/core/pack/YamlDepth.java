package dk.porten.core.pack;

import java.util.OptionalInt;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** How deep a file is nested. The library that makes nodes of it needs a stack as deep. */
final class YamlDepth {

  /** A pack needs eight. */
  static final int MOST = 32;

  private YamlDepth() {}

  /** Finds the line, counted from 1, from which on a file is too deep. */
  static OptionalInt findTooDeep(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > MOST) {
        return OptionalInt.of(event.getStartMark().map(Mark::getLine).orElse(0) + 1);
      }
    }
    return OptionalInt.empty();
  }
}
