package dk.porten.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** The sentences of the reason codes. */
class ReasonTextsTest {

  private static final String FILE = "reason-codes.yaml";
  private static final String SHIPPED = Resources.text(FILE);

  private static final String EXPIRED =
      """
      expired:
        clause: D1
        source: S3
        da: "Dokumentet er udløbet."
        en: "The document has expired."
      """;

  private static final int EXPIRED_LINE =
      (int) SHIPPED.substring(0, SHIPPED.indexOf(EXPIRED)).lines().count() + 1;

  @Test
  void codes_all_haveABitEachInASet() {
    assertThat(EnumSet.allOf(ReasonCode.class)).extracting(ReasonCode::bit).doesNotHaveDuplicates();
  }

  @Test
  void load_shipped_everyCodeInEveryLanguage() throws InvalidPackException {
    ReasonTexts texts = ReasonTexts.load();
    for (ReasonCode code : ReasonCode.values()) {
      for (Language language : Language.values()) {
        assertThat(texts.of(code).in(language)).as("%s %s", code, language).endsWith(".");
      }
    }
    assertThat(texts.of(ReasonCode.EXPIRED).clause()).isEqualTo("D1");
    assertThat(texts.of(ReasonCode.EXPIRED).in(Language.EN)).isEqualTo("The document has expired.");
  }

  @Test
  void read_codeMissing_isAFault() {
    int top = (int) SHIPPED.substring(0, SHIPPED.indexOf("too-short:")).lines().count() + 1;
    assertFault(SHIPPED.replace(EXPIRED, ""), top, "expected a member 'expired': a mapping");
  }

  @Test
  void read_languageMissing_isAFault() {
    String spoilt = EXPIRED.replace("  en: \"The document has expired.\"\n", "");
    assertFault(
        SHIPPED.replace(EXPIRED, spoilt), EXPIRED_LINE + 1, "expected a member 'en': a sentence");
  }

  @Test
  void read_languageUnknown_isAFault() {
    assertFault(
        SHIPPED.replace(EXPIRED, EXPIRED + "  kl: \"Sunnia sunnia\"\n"),
        EXPIRED_LINE + 5,
        "expected one of clause, da, en, source, found 'kl'");
  }

  @Test
  void read_sentenceEmpty_isAFault() {
    assertFault(
        SHIPPED.replace("\"The document has expired.\"", "\"\""),
        EXPIRED_LINE + 4,
        "expected en to be a sentence");
  }

  @Test
  void read_codeThatIsNone_isAFault() {
    assertFault(
        SHIPPED.replace(EXPIRED, EXPIRED + EXPIRED.replace("expired:", "outdated:")),
        EXPIRED_LINE + 5,
        "expected one of ");
  }

  private static void assertFault(String yaml, int line, String expected) {
    assertThatExceptionOfType(InvalidPackException.class)
        .isThrownBy(() -> ReasonTexts.read(FILE, yaml))
        .withMessageStartingWith(FILE + ":" + line + ": " + expected)
        .satisfies(refused -> assertThat(refused.faults()).hasSize(1));
  }
}
