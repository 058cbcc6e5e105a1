package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the prepared text has to be: the same to NFC (U1), and without marks out of order. */
class CombiningMarksTest {

  private static final int TEXTS = 50_000;

  /** Of the lowest class, of the highest, and of two that are usual. */
  private static final String AROUND = "\u0334\u0345\u0316\u0300";

  private static final int[] MARKS =
      IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
          .filter(CombiningMarksTest::isMark)
          .toArray();

  @Test
  void inOrder_everyMarkAmongOthers_sameCanonicalForm() {
    assertThat(MARKS).hasSizeGreaterThan(2_000);
    for (int mark : MARKS) {
      String text = (Character.toString(mark) + AROUND).repeat(12);
      assertThat(nfc(CombiningMarks.inOrder(text))).as("U+%X", mark).isEqualTo(nfc(text));
    }
  }

  @Test
  void inOrder_randomRuns_sameCanonicalForm() {
    for (int seed = 0; seed < TEXTS; seed++) {
      String text = randomText(new SplittableRandom(seed));
      assertThat(nfc(CombiningMarks.inOrder(text))).as("seed %d", seed).isEqualTo(nfc(text));
    }
  }

  @Test
  void inOrder_longRuns_nothingIsLeftToReorder() {
    for (String run :
        new String[] {
          "\u0316\u0300", "\u0344\u0316", "\u0F73", "\u0345\u0315\u0334", "\u0F81\u0300"
        }) {
      String ordered = CombiningMarks.inOrder("q" + run.repeat(200));
      assertThat(ordered).isEqualTo(Normalizer.normalize(ordered, Normalizer.Form.NFD));
    }
  }

  @Test
  void inOrder_shortRuns_textItself() {
    String text = "\u0316\u0300".repeat(16) + "a" + "\u0316\u0300".repeat(16);
    assertThat(CombiningMarks.inOrder(text)).isSameAs(text);
  }

  private static String randomText(SplittableRandom random) {
    var text = new StringBuilder();
    int[] few = random.ints(5, 0, MARKS.length).map(i -> MARKS[i]).toArray();
    while (text.length() < 100) {
      text.append(random.nextInt(3) == 0 ? "" : Character.toString(random.nextInt('a', 0xD7FF)));
      for (int marks = random.nextInt(60); marks > 0; marks--) {
        text.appendCodePoint(few[random.nextInt(few.length)]);
      }
    }
    return text.toString();
  }

  private static boolean isMark(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  private static String nfc(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }
}
