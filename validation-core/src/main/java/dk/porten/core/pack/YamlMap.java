package dk.porten.core.pack;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping of a YAML file, read member by member. What is missing or wrong becomes a fault and a
 * stand-in value, so that reading goes on and finds the other faults too; {@link #end} reports the
 * members that nobody asked for.
 */
public final class YamlMap {

  private static final LoadSettings YAML =
      LoadSettings.builder()
          .setAllowDuplicateKeys(true) // reported here, with the other faults
          .setMaxAliasesForCollections(0)
          .setCodePointLimit(1 << 20)
          .build();

  private final YamlFaults faults;
  private final Node node;
  private final Map<String, Node> members = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  YamlMap(Node node, YamlFaults faults) {
    this.faults = faults;
    this.node = node;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::add);
    } else {
      faults.add(node, "expected a mapping");
    }
  }

  /** Parses a file that is one mapping; what is no YAML becomes a fault. */
  public static Optional<YamlMap> parse(String yaml, YamlFaults faults) {
    try {
      OptionalInt tooDeep = YamlDepth.findTooDeep(new Parse(YAML).parseString(yaml));
      if (tooDeep.isPresent()) {
        faults.add(tooDeep.getAsInt(), "expected at most " + YamlDepth.MOST + " levels");
        return Optional.empty();
      }
      Optional<Node> node = new Compose(YAML).composeString(yaml);
      if (node.isEmpty()) {
        faults.add(1, "expected a mapping, found an empty file");
      }
      return node.map(root -> new YamlMap(root, faults));
    } catch (MarkedYamlEngineException broken) {
      int line = broken.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      faults.add(line, "expected YAML 1.2: " + broken.getProblem());
    } catch (YamlEngineException broken) {
      faults.add(1, "expected YAML 1.2: " + broken.getMessage());
    }
    return Optional.empty();
  }

  private void add(NodeTuple member) {
    if (!(member.getKeyNode() instanceof ScalarNode key)) {
      faults.add(member.getKeyNode(), "expected a plain key");
    } else if (members.put(key.getValue(), member.getValueNode()) != null) {
      faults.add(key, "expected each key once, found '" + key.getValue() + "' again");
    } else {
      keys.put(key.getValue(), key);
    }
  }

  /** Reports a fault at a member, or at this mapping where the member is missing. */
  public void fault(String key, String expected) {
    Node at = members.get(key);
    faults.add(at == null ? node : at, expected);
  }

  /** Says whether there is a member that may be there; the caller goes on to read it. */
  public boolean has(String key) {
    asked.add(key);
    return members.containsKey(key);
  }

  /** Reports every member that was not asked for. */
  public void end() {
    keys.forEach(
        (name, key) -> {
          if (!asked.contains(name)) {
            faults.add(
                key,
                "expected one of "
                    + asked.stream().sorted().collect(Collectors.joining(", "))
                    + ", found '"
                    + name
                    + "'");
          }
        });
  }

  /** Returns the member's text that fits a pattern. */
  public String text(String key, String pattern, String meaning) {
    Optional<String> text =
        required(key, meaning)
            .flatMap(YamlMap::scalar)
            .filter(scalar -> scalar.getTag().equals(Tag.STR))
            .map(ScalarNode::getValue)
            .filter(value -> value.matches(pattern));
    if (text.isEmpty() && has(key)) {
      fault(key, "expected " + key + " to be " + meaning);
    }
    return text.orElse("");
  }

  /** Returns the member's text, or null if there is none. */
  public @Nullable String optionalText(String key, String pattern, String meaning) {
    return optional(key).isPresent() ? text(key, pattern, meaning) : null;
  }

  /** Returns the member's whole number within a range. */
  int integer(String key, int least, int most) {
    return integer(key, least, most, "a whole number from " + least + " to " + most);
  }

  /** Returns the member's whole number within a range, or what a word stands for instead. */
  public int integerOr(String key, int least, int most, String word, int meant) {
    boolean isWord =
        optional(key)
            .flatMap(YamlMap::scalar)
            .filter(scalar -> scalar.getTag().equals(Tag.STR) && scalar.getValue().equals(word))
            .isPresent();
    String meaning = "a whole number from " + least + " to " + most + ", or " + word;
    return isWord ? meant : integer(key, least, most, meaning);
  }

  private int integer(String key, int least, int most, String meaning) {
    Optional<Integer> number =
        required(key, meaning)
            .flatMap(YamlMap::scalar)
            // A tag that was written down (!!int) may be before anything.
            .filter(scalar -> scalar.getTag().equals(Tag.INT))
            .filter(scalar -> scalar.getValue().matches("-?[0-9]{1,9}"))
            .map(scalar -> Integer.parseInt(scalar.getValue()))
            .filter(value -> value >= least && value <= most);
    if (number.isEmpty() && has(key)) {
      fault(key, "expected " + key + " to be " + meaning);
    }
    return number.orElse(least);
  }

  /** Returns the member's truth value, or false if there is none. */
  boolean flag(String key) {
    Optional<ScalarNode> scalar = optional(key).flatMap(YamlMap::scalar);
    if (has(key) && scalar.filter(s -> s.getTag().equals(Tag.BOOL)).isEmpty()) {
      fault(key, "expected " + key + " to be true or false");
    }
    return scalar.map(s -> s.getValue().equals("true")).orElse(false);
  }

  /** Returns the member's date, or null if it is null or missing. */
  @Nullable LocalDate optionalDate(String key) {
    Optional<ScalarNode> scalar = optional(key).flatMap(YamlMap::scalar);
    if (scalar.map(s -> s.getTag().equals(Tag.NULL)).orElse(!has(key))) {
      return null;
    }
    try {
      return LocalDate.parse(scalar.map(ScalarNode::getValue).orElse(""));
    } catch (DateTimeParseException notADate) {
      fault(key, "expected " + key + " to be a date YYYY-MM-DD or null");
      return null;
    }
  }

  /** Returns the choice that the member names; a missing one is a fault. */
  <E extends Enum<E>> E choice(String key, Class<E> choices, Function<E, String> name) {
    return required(key, oneOf(choices, name))
        .flatMap(value -> choose(value, choices, name))
        .orElse(choices.getEnumConstants()[0]);
  }

  /** Returns the choices that the member's list names. */
  <E extends Enum<E>> List<E> choices(String key, Class<E> choices, Function<E, String> name) {
    return items(key, oneOf(choices, name)).stream()
        .flatMap(item -> choose(item, choices, name).stream())
        .toList();
  }

  /** Returns the mapping under a key; a missing one is a fault and an empty mapping. */
  public YamlMap map(String key) {
    return required(key, "a mapping")
        .map(value -> new YamlMap(value, faults))
        .orElseGet(this::empty);
  }

  /** Returns the mapping under a key, or null if there is none. */
  public @Nullable YamlMap optionalMap(String key) {
    return optional(key).map(value -> new YamlMap(value, faults)).orElse(null);
  }

  /** Returns the keys of this mapping: all are expected. */
  public List<String> anyKeys() {
    asked.addAll(members.keySet());
    return List.copyOf(members.keySet());
  }

  /** Returns the mappings of the list under a key. */
  public List<YamlMap> maps(String key) {
    return items(key, "a list of mappings").stream()
        .map(item -> new YamlMap(item, faults))
        .toList();
  }

  /** Returns the texts of the list under a key, each handed to {@code reader} with its place. */
  public <T> List<T> texts(String key, String meaning, TextReader<T> reader) {
    var read = new ArrayList<T>();
    for (Node item : items(key, "a list of " + meaning)) {
      Optional<T> value =
          scalar(item)
              .filter(scalar -> scalar.getTag().equals(Tag.STR))
              .flatMap(scalar -> reader.read(scalar.getValue()));
      if (value.isEmpty()) {
        faults.add(item, "expected " + meaning);
      }
      value.ifPresent(read::add);
    }
    return read;
  }

  /** Reads a text of a list; empty if it is not what was expected. */
  public interface TextReader<T> {
    Optional<T> read(String text);
  }

  private YamlMap empty() {
    return new YamlMap(new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK), faults.silent());
  }

  private List<Node> items(String key, String meaning) {
    Optional<Node> value = required(key, meaning);
    if (value.isPresent() && value.get() instanceof SequenceNode list) {
      return list.getValue();
    }
    value.ifPresent(other -> faults.add(other, "expected " + key + " to be a list"));
    return List.of();
  }

  private <E extends Enum<E>> Optional<E> choose(
      Node value, Class<E> choices, Function<E, String> name) {
    Optional<String> text = scalar(value).map(ScalarNode::getValue);
    Optional<E> choice =
        Arrays.stream(choices.getEnumConstants())
            .filter(c -> text.isPresent() && name.apply(c).equals(text.get()))
            .findFirst();
    if (choice.isEmpty()) {
      faults.add(value, "expected " + oneOf(choices, name));
    }
    return choice;
  }

  private Optional<Node> optional(String key) {
    asked.add(key);
    return Optional.ofNullable(members.get(key));
  }

  private Optional<Node> required(String key, String meaning) {
    Optional<Node> value = optional(key);
    if (value.isEmpty()) {
      faults.add(node, "expected a member '" + key + "': " + meaning);
    }
    return value;
  }

  private static Optional<ScalarNode> scalar(Node value) {
    return value instanceof ScalarNode scalar ? Optional.of(scalar) : Optional.empty();
  }

  private static <E extends Enum<E>> String oneOf(Class<E> choices, Function<E, String> name) {
    return "one of "
        + Arrays.stream(choices.getEnumConstants()).map(name).collect(Collectors.joining(", "));
  }
}
