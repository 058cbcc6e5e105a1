package dk.porten.core.userid;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.CompiledPack;
import dk.porten.core.Packs;
import java.lang.Character.UnicodeScript;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every Latin letter of Unicode has a spelling in letters of a user ID (U9). */
final class LatinSpellingTest {

  /** Clicks, stops and other sounds without a letter, and old numerals. */
  private static final String WITHOUT = "ƾǀǁǂǃɁɂʔʕʖʗʘʡʢʬʭˤᴤᴥᵜↀↁↂↅↆↇↈꜤꜥꞋꞌꞏ𐞁𐞂𐞳𐞴𐞵𐞶𐞷𐞸𐞹𝼊𝼎𝼏";

  private final UserIdDecision decision =
      CompiledPack.of(Packs.pack("mitid-national")).userId().orElseThrow();

  @Test
  void of_anyLatinLetter_isInLettersOfAUserIdUnlessThereAreNone() {
    IntStream unspelled =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(LatinSpellingTest::isLatin)
            .filter(letter -> !isSpelled(letter));

    assertThat(text(unspelled))
        .isEqualTo(text(WITHOUT.codePoints().filter(LatinSpellingTest::isLatin)));
  }

  private boolean isSpelled(int letter) {
    String spelled = LatinSpelling.of(letter);
    return !spelled.isEmpty() && spelled.codePoints().allMatch(decision::allows);
  }

  /** Says whether it is one to this JDK, whose Unicode may be older. */
  private static boolean isLatin(int codePoint) {
    return UnicodeScript.of(codePoint) == UnicodeScript.LATIN;
  }

  private static String text(IntStream codePoints) {
    return codePoints
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
