package dk.porten.gateway.http.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What is JSON, what a text spells, and what is wrong with JSON that nobody may send. */
final class JsonParserTest {

  /** Whole texts that are JSON. */
  static final List<String> WELL_FORMED =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-0",
          "-0.0",
          "0e0",
          "0E+1",
          "1e-2",
          "123.456e78",
          "\"\"",
          " 1 ",
          "\t\r\n1\t\r\n",
          "[]",
          "[ ]",
          "{}",
          "{ }",
          "[[]]",
          "[{}]",
          "{\"\":{}}",
          "[1,2]",
          "[ 1 , 2 ]",
          "{\"a\":1,\"b\":[]}",
          "{ \"a\" : 1 , \"b\" : 2 }",
          "[null,[],{}]",
          "\"\u007f\"",
          "\"\u2028\u2029\uFEFF\uFFFF\"",
          "\"\uD83D\uDE00\"",
          "[\"a\",\"b\"]",
          "\"\\u0000\\uFFFF\"",
          "\"'/*//\"");

  /** Bytes, as ISO 8859-1, that are not. */
  static final List<String> MALFORMED =
      List.of(
          "",
          " ",
          "\u0000",
          "nul",
          "nulls",
          "Null",
          "tru",
          "truee",
          "falsy",
          "fals",
          "undefined",
          "NaN",
          "Infinity",
          "-Infinity",
          "-",
          "--1",
          "+1",
          "01",
          "-01",
          "00",
          "1.",
          ".1",
          "-.1",
          "1.e1",
          "1e",
          "1e+",
          "1e-",
          "1E1.5",
          "0x10",
          "1_000",
          "1 000",
          "1a",
          "\"",
          "\"a",
          "\"\\\"",
          "\"\\",
          "\"\\u\"",
          "\"\\u00\"",
          "\"\\u000",
          "\"\\u000g\"",
          "\"\\U0041\"",
          "\"\\a\"",
          "\"\\'\"",
          "\"\\x41\"",
          "\"\\0\"",
          "\"\t\"",
          "\"\n\"",
          "\"\u0000\"",
          "\"\u001f\"",
          "'a'",
          "a",
          "[",
          "[1",
          "[1,",
          "[1,]",
          "[,1]",
          "[,]",
          "[1,,2]",
          "[1 2]",
          "[1:2]",
          "[1}",
          "[\"a\":1]",
          "[true\"a\"]",
          "[]]",
          "[],",
          "[]1",
          "{",
          "{\"a\"",
          "{\"a\":",
          "{\"a\":1",
          "{\"a\":1,",
          "{\"a\":1,}",
          "{,\"a\":1}",
          "{\"a\",1}",
          "{\"a\" 1}",
          "{\"a\":1 \"b\":2}",
          "{\"a\":1]",
          "{a:1}",
          "{'a':1}",
          "{1:1}",
          "{null:1}",
          "{\"a\"::1}",
          "{\"a\":}",
          "{:1}",
          "{}}",
          "{}{}",
          "[1]//",
          "/**/[1]",
          "#\n[1]",
          "\u000b1",
          "\u000c1",
          "\u00a01",
          "]",
          "}",
          ",",
          ":",
          // Byte order marks.
          "\u00ef\u00bb\u00bf1",
          "\u00fe\u00ff\u0000[\u0000]",
          "[\u0000]\u0000",
          // Bytes that are not UTF-8: alone, cut, too long, a surrogate, beyond the last.
          "\"\u0080\"",
          "\"\u00bf\"",
          "\"\u00c3\"",
          "\"\u00c3",
          "\"\u00e2\u0082\"",
          "\"\u00f0\u009f\u0098\"",
          "\"\u00c0\u0080\"",
          "\"\u00c1\u00bf\"",
          "\"\u00e0\u009f\u00bf\"",
          "\"\u00f0\u008f\u00bf\u00bf\"",
          "\"\u00ed\u00a0\u0080\"",
          "\"\u00ed\u00bf\u00bf\"",
          "\"\u00ed\u00a0\u00bd\u00ed\u00b8\u0080\"",
          "\"\u00f4\u0090\u0080\u0080\"",
          "\"\u00f5\u0080\u0080\u0080\"",
          "\"\u00fe\"",
          "\"\u00ff\"",
          "\u00c3\u00a6",
          "{\"\u00c3\":1}");

  /** Rows: what stands between the quotation marks, what it spells. */
  static final List<Arguments> TEXTS =
      List.of(
          Arguments.of("", ""),
          Arguments.of("stine.b", "stine.b"),
          Arguments.of("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t"),
          Arguments.of("\\u0041\\u00e6\\u20AC\\uFFFF", "Aæ€\uFFFF"),
          Arguments.of("\\ud83d\\uDE00", "\uD83D\uDE00"),
          Arguments.of("\\uDBFF\\uDFFF", "\uDBFF\uDFFF"),
          Arguments.of("a\\u0000b", "a\0b"),
          Arguments.of("æøå€\uD83D\uDE00\\n.", "æøå€\uD83D\uDE00\n."),
          Arguments.of(
              "\u0080\u07FF\u0800\uD7FF\uE000\uFFFF", "\u0080\u07FF\u0800\uD7FF\uE000\uFFFF"),
          Arguments.of("\uD800\uDC00\uDBFF\uDFFF", "\uD800\uDC00\uDBFF\uDFFF"));

  /** Rows: a text, the faults of the parser in order. */
  static final List<Arguments> FAULTS =
      List.of(
          Arguments.of("{'a':'\\ud800'}", "/a not-text"),
          Arguments.of("{'a':'\\udc00\\ud800'}", "/a not-text"),
          Arguments.of("{'a':'\\ud800\\u0041'}", "/a not-text"),
          Arguments.of("{'a':'\\ud800\uD83D\uDE00'}", "/a not-text"),
          Arguments.of("'\\ud800'", " not-text"),
          Arguments.of("[1,['\\ud800']]", "/1/0 not-text"),
          Arguments.of("{'a':{'\\ud800':['\\ud800']}}", "/a/0 not-text,/a not-text"),
          Arguments.of("{'a':1,'a':2,'a':3}", "/a duplicate-key,/a duplicate-key"),
          Arguments.of("{'a':1,'\\u0061':2}", "/a duplicate-key"),
          Arguments.of("{'æ':1,'\\u00e6':2}", " duplicate-key"),
          Arguments.of("{'':1,'':2}", " duplicate-key"),
          Arguments.of(
              "{'a':{'b':1,'b':2},'a':{'b':'\\ud800'}}",
              "/a/b duplicate-key,/a/b not-text,/a duplicate-key"),
          Arguments.of("[{'a':1},{'a':1}]", ""),
          Arguments.of("{'a':{'a':{'a':1}}}", ""),
          Arguments.of("{'a':1,'\\ud800':2,'\\ud800':3}", " not-text, not-text"),
          Arguments.of(
              "[" + "[".repeat(16) + "]".repeat(16) + ",{'a':1,'a':1}]",
              "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0 too-deep,/1/a duplicate-key"),
          Arguments.of(
              "[".repeat(16) + "{'a':1,'a':'\\ud800'}" + "]".repeat(16),
              "/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0/0 too-deep"));

  @ParameterizedTest
  @FieldSource("WELL_FORMED")
  void parse_json_isRead(String text) {
    assertThat(faultsOf(text)).isEmpty();
  }

  @ParameterizedTest
  @FieldSource("MALFORMED")
  void parse_notJson_isMalformed(String text) {
    assertThatThrownBy(() -> JsonParser.parse(text.getBytes(ISO_8859_1), new Faults()))
        .isInstanceOf(MalformedJsonException.class);
  }

  @ParameterizedTest
  @FieldSource("TEXTS")
  void text_each_isSpelledOut(String written, String spelled) {
    JsonTape tape =
        JsonParser.parse(
            ("{\"" + written + "\":\"" + written + "\"}").getBytes(UTF_8), new Faults());
    int member = tape.first(tape.root());

    assertThat(tape.text(member)).isEqualTo(spelled);
    assertThat(tape.name(member)).isEqualTo(spelled);
  }

  @ParameterizedTest
  @FieldSource("FAULTS")
  void parse_faulty_tellsEachFaultAtItsPlace(String text, String faults) {
    assertThat(faultsOf(text.replace('\'', '"'))).isEqualTo(faults);
  }

  @Test
  void parse_manyMembers_findsTheirDuplicates() {
    String members =
        IntStream.range(0, 1_000)
            .mapToObj(i -> "\"m" + i + "\":[]")
            .collect(Collectors.joining(","));

    assertThat(faultsOf("{" + members + "}")).isEmpty();
    assertThat(faultsOf("{" + members + ",\"m0\":1,\"m\\u0031\":2,\"x\":{\"m0\":1}}"))
        .isEqualTo(" duplicate-key, duplicate-key");
  }

  private static String faultsOf(String text) {
    var faults = new Faults();
    JsonParser.parse(text.getBytes(UTF_8), faults);
    try {
      faults.throwIfAny();
      return "";
    } catch (FaultyRequestException refused) {
      return refused.faults().stream()
          .map(fault -> fault.pointer() + " " + fault.code().code())
          .collect(Collectors.joining(","));
    }
  }
}
