package dk.porten.gateway.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A block of commands in a page: fenced as {@code sh}, with the output in a block right below it or
 * with none. Other blocks are data, and say of what kind.
 *
 * @param place page and line
 */
record DocumentedCommand(String place, String text, Optional<String> output) {

  private static final String FENCE = "```";

  /** Reads the commands of a page; fails at a block of which nobody can tell what it is. */
  static List<DocumentedCommand> of(Path page) throws IOException {
    var commands = new ArrayList<DocumentedCommand>();
    List<String> lines = Files.readAllLines(page);
    int commandEnd = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith(FENCE)) {
        continue;
      }
      int start = i;
      int end = lines.subList(start + 1, lines.size()).indexOf(FENCE) + start + 1;
      String text = String.join("\n", lines.subList(start + 1, end));
      String kind = lines.get(start).substring(FENCE.length());
      if (kind.equals("sh")) {
        commands.add(new DocumentedCommand(page + ":" + (start + 1), text, Optional.empty()));
        commandEnd = end;
      } else if (start == commandEnd + 1 && commandEnd >= 0) {
        DocumentedCommand command = commands.remove(commands.size() - 1);
        commands.add(new DocumentedCommand(command.place, command.text, Optional.of(text)));
      } else if (kind.isEmpty()) {
        throw new AssertionError(
            page + ":" + (start + 1) + " is neither commands (sh), their output nor of a kind");
      }
      i = end;
    }
    return commands;
  }

  @Override
  public String toString() {
    return place + "\n" + text;
  }
}
