package dk.porten.core.userid;

import java.text.Normalizer;

/** The form in which user IDs are compared (U1): NFC, then A–Z Æ Ø Å in lower case. */
final class CanonicalForm {

  /** Below this no character changes under NFC, alone or with another such. */
  private static final char FIRST_COMBINING = '\u0300';

  /**
   * By character of Latin-1. A table, since which letters are capitals cannot be predicted: 52 ns
   * an ID where branches took 153 ({@code UserIdRulesBenchmark}, MIXED_CASE).
   */
  private static final char[] FOLDED = folded();

  private CanonicalForm() {}

  /** Returns the canonical form; the text itself if it is that already. */
  static String of(String text) {
    boolean changes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_COMBINING) {
        return fold(Normalizer.normalize(CombiningMarks.inOrder(text), Normalizer.Form.NFC));
      }
      changes |= fold(c) != c;
    }
    return changes ? fold(text) : text;
  }

  private static String fold(String text) {
    char[] folded = text.toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = fold(folded[i]);
    }
    return new String(folded);
  }

  private static char fold(char c) {
    return c < FOLDED.length ? FOLDED[c] : c;
  }

  private static char[] folded() {
    char[] folded = new char[0x100];
    for (char c = 0; c < folded.length; c++) {
      folded[c] = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
    folded['Æ'] = 'æ';
    folded['Ø'] = 'ø';
    folded['Å'] = 'å';
    return folded;
  }
}
