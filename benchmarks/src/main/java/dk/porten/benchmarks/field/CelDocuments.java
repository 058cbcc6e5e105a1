package dk.porten.benchmarks.field;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import dk.porten.benchmarks.field.StagedDocuments.Compiled;
import java.util.List;

/** CEL's Java runtime, the programs type-checked and planned once. */
final class CelDocuments {

  private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder().build();

  private CelDocuments() {}

  static StagedDocuments of(DocumentRuleset ruleset) {
    CelCompilerBuilder document = CelCompilerFactory.standardCelCompilerBuilder();
    declare(document, SimpleType.STRING, List.of("type", "issuer", "form"));
    declare(document, SimpleType.BOOL, List.of("photo", "temporary", "noExpiryDate"));
    declare(document, SimpleType.INT, List.of("expiresOn", "issuedOn", "year", "nameMatchesCpr"));
    declare(document, SimpleType.INT, List.of("on", "benefitFrom", "currentYear", "previousYear"));
    CelCompilerBuilder documents = CelCompilerFactory.standardCelCompilerBuilder();
    for (int i = 1; i <= DocumentCases.DOCUMENTS; i++) {
      declare(documents, SimpleType.STRING, List.of("class" + i));
      declare(documents, SimpleType.INT, List.of("validity" + i, "cprNumberShown" + i));
    }
    return new StagedDocuments(
        compile(document, ruleset.classOf("")),
        compile(document, ruleset.validity("")),
        compile(documents, ruleset.outcome(DocumentCases.DOCUMENTS)));
  }

  private static void declare(CelCompilerBuilder compiler, CelType type, List<String> names) {
    names.forEach(name -> compiler.addVar(name, type));
  }

  private static Compiled compile(CelCompilerBuilder compiler, Rule rule) {
    try {
      Program program = RUNTIME.createProgram(compiler.build().compile(rule.cel()).getAst());
      return facts -> {
        try {
          return program.eval(facts);
        } catch (CelEvaluationException failed) {
          throw new IllegalStateException(failed);
        }
      };
    } catch (CelValidationException | CelEvaluationException faulty) {
      throw new IllegalStateException(faulty);
    }
  }
}
