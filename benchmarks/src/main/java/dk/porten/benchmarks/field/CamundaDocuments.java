package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentQuestion;
import java.io.ByteArrayInputStream;
import org.camunda.dmn.DmnEngine;
import org.camunda.dmn.parser.ParsedDmn;
import scala.collection.immutable.Map;
import scala.jdk.javaapi.CollectionConverters;

/** Camunda 8's DMN engine (dmn-scala) with the model parsed once and the variables a Scala map. */
final class CamundaDocuments implements DocumentEngine<Map<String, Object>> {

  private final DmnEngine engine = new DmnEngine.Builder().build();
  private final ParsedDmn model;

  CamundaDocuments(DocumentRuleset ruleset) {
    byte[] xml = DmnModel.of(ruleset, DocumentCases.DOCUMENTS);
    model =
        engine
            .parse(new ByteArrayInputStream(xml))
            .fold(
                failure -> {
                  throw new IllegalStateException(failure.message());
                },
                parsed -> parsed);
  }

  @Override
  public Map<String, Object> input(DocumentQuestion question) {
    return Map.from(CollectionConverters.asScala(DocumentFacts.ofCase(question)));
  }

  @Override
  public String decide(Map<String, Object> input) {
    return (String)
        engine
            .eval(model, DmnModel.OUTCOME, input)
            .fold(
                failure -> {
                  throw new IllegalStateException(failure.failure().message());
                },
                DmnEngine.EvalResult::value);
  }
}
