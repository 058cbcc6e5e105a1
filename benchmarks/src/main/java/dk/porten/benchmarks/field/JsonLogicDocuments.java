package dk.porten.benchmarks.field;

import dk.porten.benchmarks.field.StagedDocuments.Compiled;
import io.github.jamsesso.jsonlogic.JsonLogic;
import io.github.jamsesso.jsonlogic.JsonLogicException;

/**
 * json-logic-java, which keeps the parsed form of a rule. The version is 1.0.7: later ones note the
 * path of every operation as a formatted text, which takes them about ten times as long.
 */
final class JsonLogicDocuments {

  private static final JsonLogic ENGINE = new JsonLogic();

  private JsonLogicDocuments() {}

  static StagedDocuments of(DocumentRuleset ruleset) {
    return new StagedDocuments(
        compile(ruleset.classOf("")),
        compile(ruleset.validity("")),
        compile(ruleset.outcome(DocumentCases.DOCUMENTS)));
  }

  private static Compiled compile(Rule rule) {
    String json = rule.jsonLogic();
    return facts -> {
      try {
        return ENGINE.apply(json, facts);
      } catch (JsonLogicException failed) {
        throw new IllegalStateException(failed);
      }
    };
  }
}
