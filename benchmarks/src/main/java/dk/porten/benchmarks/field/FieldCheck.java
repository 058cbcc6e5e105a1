package dk.porten.benchmarks.field;

import dk.porten.core.document.DocumentQuestion;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Compares what each peer decides with what Porten decides, on as many random inputs as one likes.
 * Ends with status 1 at the first difference.
 */
public final class FieldCheck {

  private static final int DEFAULT_INPUTS = 1_000_000;

  private FieldCheck() {}

  /** Arguments: how many inputs (a million by default), the seed (random by default). */
  public static void main(String[] arguments) {
    int inputs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_INPUTS;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
    System.out.println("seed " + seed + ", inputs " + inputs);
    for (UserIdPeer peer : UserIdPeer.values()) {
      System.out.println("user ID " + peer + ": " + compare(peer.rules(), inputs, seed));
    }
    for (DocumentPeer peer : DocumentPeer.values()) {
      System.out.println("documents " + peer + ": " + compare(peer.engine(), inputs, seed));
    }
  }

  private static Map<Boolean, Integer> compare(Predicate<String> rules, int inputs, long seed) {
    Predicate<String> porten = UserIdPeer.PORTEN.rules();
    var texts = new UserIdTexts(seed);
    Map<Boolean, Integer> verdicts = new TreeMap<>();
    for (int i = 0; i < inputs; i++) {
      String text = texts.next();
      boolean verdict = rules.test(text);
      requireSame(verdict, porten.test(text), i);
      verdicts.merge(verdict, 1, Integer::sum);
    }
    return verdicts;
  }

  private static <I> Map<String, Integer> compare(DocumentEngine<I> engine, int inputs, long seed) {
    DocumentEngine<DocumentQuestion> porten = DocumentPeer.porten();
    var cases = new DocumentCases(seed);
    Map<String, Integer> verdicts = new TreeMap<>();
    for (int i = 0; i < inputs; i++) {
      DocumentQuestion question = cases.next();
      String verdict = engine.decide(engine.input(question));
      requireSame(verdict, porten.decide(question), i);
      verdicts.merge(verdict, 1, Integer::sum);
    }
    return verdicts;
  }

  private static void requireSame(Object verdict, Object expected, int input) {
    if (!verdict.equals(expected)) {
      throw new IllegalStateException(
          "input " + input + ": " + verdict + " instead of " + expected);
    }
  }
}
