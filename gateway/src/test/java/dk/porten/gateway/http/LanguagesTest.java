package dk.porten.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages follow {@code Accept-Language}. */
final class LanguagesTest {
  private static final String DANISH = "Bruger-ID'et er for kort.";
  private static final String ENGLISH = "The user ID is too short.";

  @RegisterExtension static final RunningGateway GATEWAY = RunningGateway.onTestDatabase();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "da",
        "da-DK",
        "kl",
        "*",
        "de, fr;q=0.5",
        "en;q=0.1, da;q=0.2",
        "da, en",
        "en;q=0",
        "enx",
        "x;y;z",
        ",,,",
        "en;q=0.5, da;q=0.5000",
        "en;q=0, *",
        "*, en;q=0.9",
        "*;q=0.5, en;q=0.4",
        "en;q=0, da;q=0",
        "*;q=0",
      })
  void message_danishLikedBestOrNeither_isDanish(String acceptLanguage) {
    assertThat(message("Accept-Language", acceptLanguage)).isEqualTo(DANISH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en",
        "EN",
        "en-GB",
        "en, da",
        "da;q=0.5, en;q=0.7",
        "de, en;q=0.3",
        "en;q=1.0,da;q=0.9",
        "kl, en-US;q=0.001",
        "da;q=0, *",
        "*, da;q=0",
        "da;q=0",
        "da;q=0.000, de",
        "da;q=0.5, *",
        "en;q=00, da;q=0.9",
        "*, en",
        "en;q=0, en-GB, da;q=0.5",
        "kl;q=0.1;x=y , EN ; Q=0.2",
      })
  void message_englishLikedBest_isEnglish(String acceptLanguage) {
    assertThat(message("Accept-Language", acceptLanguage)).isEqualTo(ENGLISH);
  }

  @Test
  void message_noWish_isDanish() {
    assertThat(message()).isEqualTo(DANISH);
  }

  @Test
  void message_wishInTwoHeaders_countsBoth() {
    assertThat(message("Accept-Language", "kl", "Accept-Language", "en")).isEqualTo(ENGLISH);
  }

  @Test
  void message_longList_isReadToABound() {
    assertThat(message("Accept-Language", "x,".repeat(63) + "en")).isEqualTo(ENGLISH);
    assertThat(message("Accept-Language", "x,".repeat(64) + "en")).isEqualTo(DANISH);
    assertThat(message("Accept-Language", "en" + ";x".repeat(7) + ";q=0")).isEqualTo(DANISH);
    assertThat(message("Accept-Language", "en" + ";x".repeat(8) + ";q=0")).isEqualTo(ENGLISH);
  }

  @Test
  void problem_danishAsked_isEnglish() {
    Reply reply = GATEWAY.post("/v1/user-id-checks", "{}", "Accept-Language", "da");

    assertThat(reply.objects("errors").get(0).getString("detail"))
        .isEqualTo("A value is needed here.");
  }

  private static String message(String... headers) {
    return GATEWAY
        .post("/v1/user-id-checks", "{\"userId\":\"stb\"}", headers)
        .objects("violations")
        .get(0)
        .getString("message");
  }
}
