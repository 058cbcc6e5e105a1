package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentQuestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An engine for single expressions: each document is judged by two of them, and a third one decides
 * on what came of it. In one expression it would all be worked out anew wherever it is used.
 */
record StagedDocuments(Compiled documentClass, Compiled validity, Compiled outcome)
    implements DocumentEngine<List<Map<String, Object>>> {

  private static final String[] CLASSES = {"class1", "class2", "class3"};
  private static final String[] VALIDITIES = {"validity1", "validity2", "validity3"};
  private static final String[] CPR_NUMBERS = {
    "cprNumberShown1", "cprNumberShown2", "cprNumberShown3"
  };

  /** An expression that was compiled once. */
  interface Compiled {

    /** Returns its value. */
    Object evaluate(Map<String, Object> facts);
  }

  @Override
  public List<Map<String, Object>> input(DocumentQuestion question) {
    return DocumentFacts.ofDocuments(question);
  }

  @Override
  public String decide(List<Map<String, Object>> input) {
    Map<String, Object> judged = new HashMap<>();
    for (int i = 0; i < input.size(); i++) {
      Map<String, Object> document = input.get(i);
      judged.put(CLASSES[i], documentClass.evaluate(document));
      judged.put(VALIDITIES[i], validity.evaluate(document));
      judged.put(CPR_NUMBERS[i], document.get("cprNumberShown"));
    }
    return (String) outcome.evaluate(judged);
  }
}
