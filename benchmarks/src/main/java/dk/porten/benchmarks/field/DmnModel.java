package dk.porten.benchmarks.field;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@link DocumentRuleset} as a DMN model: for each document a decision on its class and one on
 * its validity, and one on the case that requires them all. They are literal expressions, since
 * Camunda's engine walks through every rule of a decision table and every variable at every cell.
 */
final class DmnModel {

  static final String NAMESPACE = "urn:dk.porten.benchmarks";
  static final String NAME = "documents";
  static final String OUTCOME = "outcome";

  private static final Map<String, String> CASE_INPUTS =
      Map.of(
          "on",
          "number",
          "benefitFrom",
          "number",
          "currentYear",
          "number",
          "previousYear",
          "number");
  private static final Map<String, String> DOCUMENT_INPUTS =
      Map.of(
          "type", "string",
          "issuer", "string",
          "form", "string",
          "photo", "boolean",
          "temporary", "boolean",
          "expiresOn", "number",
          "noExpiryDate", "boolean",
          "issuedOn", "number",
          "year", "number",
          "nameMatchesCpr", "number");
  private static final String CPR_NUMBER_SHOWN = "cprNumberShown";

  private final StringBuilder xml = new StringBuilder();

  private DmnModel() {}

  /** Returns the model's XML. */
  static byte[] of(DocumentRuleset ruleset, int documents) {
    return new DmnModel().write(ruleset, documents).getBytes(StandardCharsets.UTF_8);
  }

  private String write(DocumentRuleset ruleset, int documents) {
    xml.append("<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"model\"")
        .append(" name=\"" + NAME + "\" namespace=\"" + NAMESPACE + "\">");
    CASE_INPUTS.forEach(this::writeInput);
    Map<String, String> inputsOfOutcome = new LinkedHashMap<>();
    List<String> decisionsOfOutcome = new ArrayList<>();
    for (int i = 1; i <= documents; i++) {
      String suffix = Integer.toString(i);
      Map<String, String> inputs = new LinkedHashMap<>(CASE_INPUTS);
      DOCUMENT_INPUTS.forEach((name, type) -> inputs.put(name + suffix, type));
      DOCUMENT_INPUTS.forEach((name, type) -> writeInput(name + suffix, type));
      writeInput(CPR_NUMBER_SHOWN + i, "number");
      inputsOfOutcome.put(CPR_NUMBER_SHOWN + i, "number");
      writeDecision("class" + i, "string", ruleset.classOf(suffix), inputs, List.of());
      writeDecision("validity" + i, "number", ruleset.validity(suffix), inputs, List.of());
      decisionsOfOutcome.add("class" + i);
      decisionsOfOutcome.add("validity" + i);
    }
    writeDecision(
        OUTCOME, "string", ruleset.outcome(documents), inputsOfOutcome, decisionsOfOutcome);
    return xml.append("</definitions>").toString();
  }

  private void writeInput(String name, String type) {
    xml.append("<inputData id=\"" + name + "\" name=\"" + name + "\">")
        .append("<variable name=\"" + name + "\" typeRef=\"" + type + "\"/></inputData>");
  }

  private void writeDecision(
      String name, String type, Rule rule, Map<String, String> inputs, List<String> decisions) {
    xml.append("<decision id=\"" + name + "\" name=\"" + name + "\">")
        .append("<variable name=\"" + name + "\" typeRef=\"" + type + "\"/>");
    for (String input : inputs.keySet()) {
      writeRequirement("requiredInput", input);
    }
    for (String decision : decisions) {
      writeRequirement("requiredDecision", decision);
    }
    xml.append("<literalExpression><text><![CDATA[" + rule.feel() + "]]></text>")
        .append("</literalExpression></decision>");
  }

  private void writeRequirement(String kind, String name) {
    xml.append("<informationRequirement><" + kind + " href=\"#" + name + "\"/>")
        .append("</informationRequirement>");
  }
}
