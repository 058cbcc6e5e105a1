package dk.porten.core.pack;

import dk.porten.core.fact.DocumentType;
import java.util.List;
import java.util.Map;

/**
 * What a pack says of the citizen's documents.
 *
 * @param classes in the pack's order; a class's place in it is its number in every mask
 * @param routes in the order in which one is named (D13)
 * @param easeOrder the numbers of all classes, the easiest to bring first (D40)
 * @param nameJudged whether the name must be the one now in CPR (D5)
 * @param years which papers are judged by their year (D4)
 */
public record DocumentRules(
    List<DocumentClass> classes,
    List<Route> routes,
    List<Integer> easeOrder,
    boolean nameJudged,
    Map<DocumentType, IncomeYear> years,
    String source) {

  /** The greatest number of classes: two items of each fit the bits of a long (D40). */
  public static final int MAX_CLASSES = 32;

  /** Which year a tax paper must be of, seen from the day that is judged (D4). */
  public enum IncomeYear {
    PREVIOUS("previous", -1),
    CURRENT("current", 0);

    private final String code;
    private final int offset;

    IncomeYear(String code, int offset) {
      this.code = code;
      this.offset = offset;
    }

    /** Returns the name in packs. */
    public String code() {
      return code;
    }

    /** Returns what is added to the year of the day. */
    public int offset() {
      return offset;
    }
  }

  public DocumentRules {
    classes = List.copyOf(classes);
    routes = List.copyOf(routes);
    easeOrder = List.copyOf(easeOrder);
    years = Map.copyOf(years);
  }
}
