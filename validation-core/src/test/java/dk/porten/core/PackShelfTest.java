package dk.porten.core;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.pack.RulePack;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pack is asked (SPEC, "Rule packs"). */
class PackShelfTest {

  private static final Instant NOW = Instant.parse("2026-06-15T10:00:00Z");
  private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

  /** Version 1 of 2025 and version 2 of 2026 and 2027, then nothing. */
  private final PackShelf shelf =
      new PackShelf(
          List.of(
              version(1, date("2025-01-01"), date("2025-12-31"), COPENHAGEN),
              version(2, date("2026-01-01"), date("2027-12-31"), COPENHAGEN),
              Packs.pack("nemid-herning")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # name           | on         | chosen
          mitid-national   | 2024-12-31 | not in force
          mitid-national   | 2025-01-01 | mitid-national@1 2025-01-01
          mitid-national   | 2025-12-31 | mitid-national@1 2025-12-31
          mitid-national   | 2026-01-01 | mitid-national@2 2026-01-01
          mitid-national   | 2027-12-31 | mitid-national@2 2027-12-31
          mitid-national   | 2028-01-01 | not in force
          mitid-national   |            | mitid-national@2 2026-06-15
          mitid-national@1 | 2026-03-01 | mitid-national@1 2026-03-01
          mitid-national@1 | 2099-01-01 | mitid-national@1 2099-01-01
          mitid-national@1 |            | mitid-national@1 2026-06-15
          mitid-national@2 | 2020-01-01 | mitid-national@2 2020-01-01
          mitid-national@3 | 2026-03-01 | unknown
          mitid-national@  | 2026-03-01 | unknown
          mitid            | 2026-03-01 | unknown
          MITID-NATIONAL   | 2026-03-01 | unknown
          ''               | 2026-03-01 | unknown
          nemid-herning    | 1900-01-01 | nemid-herning@1 1900-01-01
          nemid-herning    | 2999-12-31 | nemid-herning@1 2999-12-31
          nemid-herning@1  | 2026-03-01 | nemid-herning@1 2026-03-01
          """)
  void choose_nameAndDay_packAndDay(String name, @Nullable LocalDate on, String chosen) {
    assertThat(written(shelf.choose(name, on, NOW))).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # name           | on         | chosen
          mitid-national   | 2025-12-31 | mitid-national@1 2025-12-31
          mitid-national   | 2028-01-01 | not in force
          mitid-national@1 | 2024-12-31 | not in force
          mitid-national@1 | 2025-01-01 | mitid-national@1 2025-01-01
          mitid-national@1 | 2025-12-31 | mitid-national@1 2025-12-31
          mitid-national@1 | 2026-01-01 | not in force
          mitid-national@1 |            | not in force
          mitid-national@2 |            | mitid-national@2 2026-06-15
          mitid-national@2 | 2028-01-01 | not in force
          mitid-national@3 | 2026-03-01 | unknown
          nemid-herning@1  | 1900-01-01 | nemid-herning@1 1900-01-01
          """)
  void chooseInForce_nameAndDay_packInForceAndDay(
      String name, @Nullable LocalDate on, String chosen) {
    assertThat(written(shelf.chooseInForce(name, on, NOW))).isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # time zone       | now                  | chosen
          Europe/Copenhagen | 2025-12-31T22:59:59Z | mitid-national@1 2025-12-31
          Europe/Copenhagen | 2025-12-31T23:00:00Z | mitid-national@2 2026-01-01
          Europe/Copenhagen | 2025-12-31T23:30:00Z | mitid-national@2 2026-01-01
          America/Nuuk      | 2025-12-31T23:30:00Z | mitid-national@1 2025-12-31
          """)
  void choose_noDay_todayInThePacksTimeZone(ZoneId timeZone, Instant now, String chosen) {
    assertThat(written(turnOfTheYear(timeZone).choose("mitid-national", null, now)))
        .isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # time zone       | now                  | in force
          Europe/Copenhagen | 2025-12-31T23:30:00Z | mitid-national@2
          America/Nuuk      | 2025-12-31T23:30:00Z | mitid-national@1
          """)
  void inForce_turnOfTheYear_byThePacksTimeZone(ZoneId timeZone, Instant now, String reference) {
    assertThat(turnOfTheYear(timeZone).inForce(now))
        .extracting(RulePack::reference)
        .containsExactly(reference);
  }

  @Test
  void inForce_aDay_everyPackThatIs() {
    assertThat(shelf.inForce(NOW))
        .extracting(RulePack::reference)
        .containsExactly("mitid-national@2", "nemid-herning@1");
    assertThat(shelf.inForce(Instant.parse("2030-01-01T00:00:00Z")))
        .extracting(RulePack::reference)
        .containsExactly("nemid-herning@1");
  }

  @Test
  void choose_defaultPack_isShipped() {
    var shipped = new PackShelf(List.of(Packs.pack(PackShelf.DEFAULT_PACK)));
    assertThat(written(shipped.choose(PackShelf.DEFAULT_PACK, null, NOW)))
        .isEqualTo("mitid-national@1 2026-06-15");
  }

  private static PackShelf turnOfTheYear(ZoneId timeZone) {
    return new PackShelf(
        List.of(
            version(1, null, date("2025-12-31"), timeZone),
            version(2, date("2026-01-01"), null, timeZone)));
  }

  private static RulePack version(
      int version, @Nullable LocalDate from, @Nullable LocalDate to, ZoneId timeZone) {
    RulePack pack = Packs.pack("mitid-national");
    return new RulePack(
        pack.id(),
        version,
        pack.legacy(),
        pack.authority(),
        from,
        to,
        timeZone,
        pack.sources(),
        pack.userId(),
        pack.documents(),
        pack.witness());
  }

  private static LocalDate date(String text) {
    return LocalDate.parse(text);
  }

  private static String written(PackChoice choice) {
    if (choice instanceof PackChoice.Found found) {
      return found.pack().pack().reference() + " " + found.on();
    }
    return choice instanceof PackChoice.Unknown ? "unknown" : "not in force";
  }
}
