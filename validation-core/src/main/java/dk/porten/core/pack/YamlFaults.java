package dk.porten.core.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** The faults found so far in one file. */
public final class YamlFaults {

  private final String file;
  private final List<PackFault> faults = new ArrayList<>();

  /** Makes an empty collection for a file of that name. */
  public YamlFaults(String file) {
    this.file = file;
  }

  /** Adds a fault at a node's line. */
  void add(@Nullable Node node, String expected) {
    add(node == null ? 1 : node.getStartMark().map(Mark::getLine).orElse(0) + 1, expected);
  }

  /** Adds a fault at a line, counted from 1. */
  void add(int line, String expected) {
    faults.add(new PackFault(file, line, expected));
  }

  /** Returns a collection for the same file whose faults nobody sees: they follow from another. */
  YamlFaults silent() {
    return new YamlFaults(file);
  }

  List<PackFault> inOrder() {
    return faults.stream().sorted(Comparator.comparingInt(PackFault::line)).toList();
  }

  /** Refuses the file if anything is wrong in it. */
  public void refuseIfAny() throws InvalidPackException {
    if (!faults.isEmpty()) {
      throw new InvalidPackException(inOrder());
    }
  }
}
