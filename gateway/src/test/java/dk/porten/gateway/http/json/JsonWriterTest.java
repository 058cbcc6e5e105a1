package dk.porten.gateway.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written, byte by byte; for texts Jackson tells what that is. */
final class JsonWriterTest {

  private static final long SEED = 20_261_203;

  @Test
  void write_eachKindOfValue_isJson() {
    assertThat(
            JsonAnswer.encode(
                    json -> {
                      json.writeStartObject();
                      json.writeStringField("text", "a");
                      json.writeStringField("none", null);
                      json.writeNullField("null");
                      json.writeBooleanField("yes", true);
                      json.writeBooleanField("no", false);
                      json.writeNumberField("number", Long.MIN_VALUE);
                      json.writeArrayFieldStart("list");
                      json.writeNumber(0);
                      json.writeString("b");
                      json.writeStartArray();
                      json.writeEndArray();
                      json.writeStartObject();
                      json.writeEndObject();
                      json.writeEndArray();
                      json.writeObjectFieldStart("object");
                      json.writeFieldName("c");
                      json.writeNumber(1);
                      json.writeEndObject();
                      json.writeEncoded("\"d\":2".getBytes(UTF_8));
                      json.writeEndObject();
                    })
                .toString())
        .isEqualTo(
            """
            {"text":"a","none":null,"null":null,"yes":true,"no":false,"number":-9223372036854775808,\
            "list":[0,"b",[],{}],"object":{"c":1},"d":2}""");
  }

  @Test
  void encode_withinAnother_leavesItAsItIs() {
    assertThat(
            JsonAnswer.encode(
                    json -> {
                      json.writeStartArray();
                      json.writeNumber(1);
                      json.writeEncoded(JsonAnswer.encoded(inner -> inner.writeString("2")));
                      json.writeString("3".repeat(100_000));
                      json.writeEndArray();
                    })
                .toString())
        .isEqualTo("[1,\"2\",\"" + "3".repeat(100_000) + "\"]");
  }

  @Test
  void encode_failing_leavesNothing() {
    assertThatThrownBy(
            () ->
                JsonAnswer.encode(
                    json -> {
                      json.writeNumber(1);
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(JsonAnswer.encode(json -> json.writeNumber(2)).toString()).isEqualTo("2");
  }

  @Test
  void writeString_anyText_isAsJacksonWritesIt() throws IOException {
    var random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      String text = text(random);

      assertThat(JsonAnswer.encode(json -> json.writeString(text)).getBytes())
          .as("seed %s, text %s", SEED, i)
          .isEqualTo(byJackson(text));
    }
  }

  @Test
  void writeString_eachCharacter_isAsJacksonWritesIt() throws IOException {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      String text = "a" + (char) c;

      assertThat(JsonAnswer.encode(json -> json.writeString(text)).getBytes())
          .as("character %x", c)
          .isEqualTo(byJackson(text));
    }
  }

  @Test
  void writeDateField_each_isIso() {
    for (String day :
        new String[] {"2026-12-03", "0001-01-01", "9999-12-31", "-0001-01-01", "+10000-01-01"}) {
      assertThat(
              JsonAnswer.encode(json -> json.writeDateField("on", LocalDate.parse(day))).toString())
          .isEqualTo("\"on\":\"" + day + "\"");
    }
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    int limit = new int[] {0x80, 0x100, 0x1000, 0x10000}[random.nextInt(4)];
    for (int i = random.nextInt(random.nextInt(100) == 0 ? 2_000 : 40); i > 0; i--) {
      text.append((char) random.nextInt(limit));
    }
    return text.toString();
  }

  private static byte[] byJackson(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeString(text);
    }
    return bytes.toByteArray();
  }
}
