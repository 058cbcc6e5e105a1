package dk.porten.core.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Lists of the indexes of documents, made from a mask with a bit for each. */
final class Indexes {

  /** Those of a case of few documents are made once. */
  private static final List<List<Integer>> OF_FEW =
      IntStream.range(0, 1 << 6).mapToObj(Indexes::list).toList();

  private Indexes() {}

  /** Returns the indexes in ascending order. */
  static List<Integer> of(int mask) {
    return mask < OF_FEW.size() ? OF_FEW.get(mask) : list(mask);
  }

  private static List<Integer> list(int mask) {
    var indexes = new ArrayList<Integer>(Integer.bitCount(mask));
    for (int rest = mask; rest != 0; rest &= rest - 1) {
      indexes.add(Integer.numberOfTrailingZeros(rest));
    }
    return List.copyOf(indexes);
  }
}
