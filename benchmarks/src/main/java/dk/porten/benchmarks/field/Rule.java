package dk.porten.benchmarks.field;

import java.util.List;
import java.util.stream.Collectors;

/** An expression over named facts that belongs to no engine, and how each engine writes it. */
sealed interface Rule {

  /** Returns it in DMN's expression language. */
  String feel();

  /** Returns it in the Common Expression Language. */
  String cel();

  /** Returns it as a json-logic tree. */
  String jsonLogic();

  /** A fact that the engine is given. */
  record Fact(String name) implements Rule {
    @Override
    public String feel() {
      return name;
    }

    @Override
    public String cel() {
      return name;
    }

    @Override
    public String jsonLogic() {
      return "{\"var\":\"" + name + "\"}";
    }
  }

  /** A text without quotes and backslashes, or a whole number: every language writes it alike. */
  record Constant(String written) implements Rule {
    @Override
    public String feel() {
      return written;
    }

    @Override
    public String cel() {
      return written;
    }

    @Override
    public String jsonLogic() {
      return written;
    }
  }

  /** Both are the same. */
  record Equal(Rule left, Rule right) implements Rule {
    @Override
    public String feel() {
      return "(" + left.feel() + " = " + right.feel() + ")";
    }

    @Override
    public String cel() {
      return "(" + left.cel() + " == " + right.cel() + ")";
    }

    @Override
    public String jsonLogic() {
      return operation("===", List.of(left, right));
    }
  }

  /**
   * A fact is one of some texts; as a list, with which CEL, KIE and json-logic are faster than with
   * "or".
   */
  record OneOf(Fact fact, List<String> texts) implements Rule {
    @Override
    public String feel() {
      return "(" + fact.name + " in (" + list() + "))";
    }

    @Override
    public String cel() {
      return "(" + fact.name + " in [" + list() + "])";
    }

    @Override
    public String jsonLogic() {
      return "{\"in\":[" + fact.jsonLogic() + ",[" + list() + "]]}";
    }

    private String list() {
      return texts.stream().map(t -> '"' + t + '"').collect(Collectors.joining(","));
    }
  }

  /** The left number is less than the right one. */
  record Less(Rule left, Rule right) implements Rule {
    @Override
    public String feel() {
      return "(" + left.feel() + " < " + right.feel() + ")";
    }

    @Override
    public String cel() {
      return "(" + left.cel() + " < " + right.cel() + ")";
    }

    @Override
    public String jsonLogic() {
      return operation("<", List.of(left, right));
    }
  }

  /** It does not hold. */
  record Not(Rule rule) implements Rule {
    @Override
    public String feel() {
      return "not(" + rule.feel() + ")";
    }

    @Override
    public String cel() {
      return "!" + rule.cel();
    }

    @Override
    public String jsonLogic() {
      return operation("!", List.of(rule));
    }
  }

  /** Each of them holds. */
  record All(List<Rule> rules) implements Rule {
    @Override
    public String feel() {
      return rules.stream().map(Rule::feel).collect(Collectors.joining(" and ", "(", ")"));
    }

    @Override
    public String cel() {
      return rules.stream().map(Rule::cel).collect(Collectors.joining(" && ", "(", ")"));
    }

    @Override
    public String jsonLogic() {
      return operation("and", rules);
    }
  }

  /** One of them holds. */
  record Any(List<Rule> rules) implements Rule {
    @Override
    public String feel() {
      return rules.stream().map(Rule::feel).collect(Collectors.joining(" or ", "(", ")"));
    }

    @Override
    public String cel() {
      return rules.stream().map(Rule::cel).collect(Collectors.joining(" || ", "(", ")"));
    }

    @Override
    public String jsonLogic() {
      return operation("or", rules);
    }
  }

  /** The result of the first branch whose condition holds, else another one. */
  record Choose(List<Branch> branches, Rule otherwise) implements Rule {

    record Branch(Rule condition, Rule result) {}

    @Override
    public String feel() {
      return branches.stream()
          .map(b -> "if " + b.condition.feel() + " then " + b.result.feel() + " else ")
          .collect(Collectors.joining("", "(", otherwise.feel() + ")"));
    }

    @Override
    public String cel() {
      return branches.stream()
          .map(b -> b.condition.cel() + " ? " + b.result.cel() + " : ")
          .collect(Collectors.joining("", "(", otherwise.cel() + ")"));
    }

    @Override
    public String jsonLogic() {
      return branches.stream()
          .map(b -> b.condition.jsonLogic() + "," + b.result.jsonLogic() + ",")
          .collect(Collectors.joining("", "{\"if\":[", otherwise.jsonLogic() + "]}"));
    }
  }

  private static String operation(String name, List<Rule> operands) {
    return operands.stream()
        .map(Rule::jsonLogic)
        .collect(Collectors.joining(",", "{\"" + name + "\":[", "]}"));
  }

  static Rule text(String text) {
    return new Constant('"' + text + '"');
  }

  static Rule oneOf(Fact fact, List<String> texts) {
    return texts.size() == 1 ? new Equal(fact, text(texts.get(0))) : new OneOf(fact, texts);
  }

  static Rule number(long number) {
    return new Constant(Long.toString(number));
  }

  static Rule all(Rule... rules) {
    return new All(List.of(rules));
  }

  static Rule any(Rule... rules) {
    return new Any(List.of(rules));
  }
}
