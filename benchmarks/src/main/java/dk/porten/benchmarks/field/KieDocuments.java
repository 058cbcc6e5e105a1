package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentQuestion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.kie.api.io.Resource;
import org.kie.dmn.api.core.DMNContext;
import org.kie.dmn.api.core.DMNModel;
import org.kie.dmn.api.core.DMNResult;
import org.kie.dmn.api.core.DMNRuntime;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

/**
 * KIE's DMN engine, the model and the context made once. FEEL is interpreted: compiled to Java
 * classes ({@code DoCompileFEELProfile}) these expressions take about twice as long. The version is
 * 8.44.2, since 10 is slower (apache/incubator-kie issue 6870).
 */
final class KieDocuments implements DocumentEngine<DMNContext> {

  private final DMNRuntime runtime;
  private final DMNModel model;

  KieDocuments(DocumentRuleset ruleset) {
    Resource xml =
        ResourceFactory.newByteArrayResource(DmnModel.of(ruleset, DocumentCases.DOCUMENTS));
    runtime =
        DMNRuntimeBuilder.fromDefaults()
            .buildConfiguration()
            .fromResources(List.of(xml))
            .getOrElseThrow(IllegalStateException::new);
    model = runtime.getModel(DmnModel.NAMESPACE, DmnModel.NAME);
    if (model.hasErrors()) {
      throw new IllegalStateException(model.getMessages().toString());
    }
  }

  @Override
  public DMNContext input(DocumentQuestion question) {
    DMNContext context = runtime.newContext();
    for (Map.Entry<String, Object> fact : DocumentFacts.ofCase(question).entrySet()) {
      Object value = fact.getValue();
      context.set(fact.getKey(), value instanceof Long number ? BigDecimal.valueOf(number) : value);
    }
    return context;
  }

  @Override
  public String decide(DMNContext input) {
    DMNResult result = runtime.evaluateByName(model, input, DmnModel.OUTCOME);
    return (String) result.getDecisionResultByName(DmnModel.OUTCOME).getResult();
  }
}
