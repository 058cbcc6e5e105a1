package dk.porten.core.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which countries there are. */
class CountryTest {

  @ParameterizedTest
  @ValueSource(strings = {"DK", "GL", "FO", "SE", "XK", "AF", "ZW"})
  void find_code_country(String code) {
    assertThat(Country.find(code)).get().extracting(Country::code).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "dk", "D", "DNK", "EU", "UK", "ZZ", "SU", "YU", "AN", " DK"})
  void find_noCode_empty(String code) {
    assertThat(Country.find(code)).isEmpty();
  }

  @Test
  void all_index_eachFromOneToCountOnce() {
    assertThat(Country.all())
        .extracting(Country::index)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, Country.COUNT).boxed().toList());
  }

  @Test
  void all_codes_isoAndKosovo() {
    assertThat(Country.all()).hasSize(249 + 1).extracting(Country::code).isSorted();
  }

  @Test
  void all_country_foundByItsCode() {
    assertThat(Country.all())
        .allSatisfy(country -> assertThat(Country.find(country.code())).contains(country));
  }
}
