package dk.porten.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dk.porten.core.PackChoice;
import dk.porten.core.PackShelf;
import dk.porten.core.document.DocumentAnswer;
import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.document.DocumentVerdict;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packs read together: what ships, what a folder adds, and packs that stand against each other. */
class RulePacksTest {

  /** A town that takes the Norwegian passport and nothing else. */
  private static final String TOWN =
      """
      id: test-town
      version: 1
      authority: {name: {da: Prøveby, en: Testtown}, contacts: []}
      timeZone: Europe/Copenhagen
      sources:
        P1: {title: A page}
      documents:
        source: P1
        classes:
          - {id: passport, source: P1, accepts: [{types: [passport], issuers: [NO]}]}
        routes:
          - {id: single, source: P1, one: {classes: [passport]}}
        easeOrder: [passport]
      """;

  private static final LocalDate ON = LocalDate.of(2026, 6, 15);

  @Test
  void shipped_threePacks_openAtBothEnds() throws InvalidPackException {
    List<RulePack> packs = RulePacks.shipped();
    assertThat(packs)
        .extracting(RulePack::reference)
        .containsExactly("mitid-national@1", "mitid-herning@1", "nemid-herning@1");
    assertThat(packs).allMatch(p -> p.validFrom() == null && p.validTo() == null);
    assertThat(packs).extracting(RulePack::legacy).containsExactly(false, false, true);
  }

  @Test
  void withFolder_packOfOurOwn_decidesBesideTheShipped(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("town.yaml"), TOWN);
    Files.writeString(folder.resolve("notes.txt"), "no pack");
    List<RulePack> packs = RulePacks.withFolder(folder);
    assertThat(packs).hasSize(4);
    assertThat(verdict(packs, "test-town", "NO")).isEqualTo(DocumentVerdict.SUFFICIENT);
    assertThat(verdict(packs, "test-town", "DK")).isEqualTo(DocumentVerdict.INSUFFICIENT);
    assertThat(verdict(packs, "mitid-national", "NO")).isEqualTo(DocumentVerdict.INSUFFICIENT);
    assertThat(verdict(packs, "mitid-national@1", "DK")).isEqualTo(DocumentVerdict.SUFFICIENT);
  }

  @Test
  void withFolder_oneGoodOneBad_loadsNothing(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("a-good.yaml"), TOWN);
    Path bad = Files.writeString(folder.resolve("b-bad.yaml"), "id: bad\nversion: none\n");
    assertThatExceptionOfType(InvalidPackException.class)
        .isThrownBy(() -> RulePacks.withFolder(folder))
        .withMessageContaining(bad + ":2: expected version to be a whole number from 1 to 999999")
        .satisfies(
            refused -> assertThat(refused.faults()).allMatch(f -> f.file().equals(bad.toString())));
  }

  @Test
  void readAll_twoBadFiles_faultsOfBoth() {
    assertThatExceptionOfType(InvalidPackException.class)
        .isThrownBy(() -> RulePacks.readAll(files("", "- a list")))
        .satisfies(
            refused ->
                assertThat(refused.faults())
                    .extracting(PackFault::file)
                    .contains("0.yaml", "1.yaml"));
  }

  @Test
  void readAll_sameVersionTwice_isRefused() {
    assertRefused(
        "1.yaml:1: expected test-town@1 once",
        from("2020-01-01", "2020-12-31", 1),
        from("2021-01-01", "null", 1));
  }

  @Test
  void readAll_shippedIdAgain_isRefused(@TempDir Path folder) throws Exception {
    Path again = folder.resolve("again.yaml");
    Files.writeString(
        again, TOWN.replace("test-town", "mitid-national").replace("version: 1", "version: 2"));
    assertThatExceptionOfType(InvalidPackException.class)
        .isThrownBy(() -> RulePacks.withFolder(folder))
        .withMessage(again + ":1: expected no day on which mitid-national@1 is in force too");
  }

  @Test
  void readAll_versionsInForceOnOneDay_areRefused() {
    String fault = "1.yaml:1: expected no day on which test-town@1 is in force too";
    assertRefused(fault, from("null", "null", 1), from("2026-01-01", "null", 2));
    assertRefused(fault, from("null", "2026-01-01", 1), from("2026-01-01", "null", 2));
    assertRefused(fault, from("2026-01-01", "null", 1), from("null", "2026-01-01", 2));
    assertRefused(fault, from("2026-01-01", "2026-12-31", 1), from("2026-05-01", "2026-05-01", 2));
  }

  @Test
  void readAll_versionsOneAfterTheOther_areChosenByDay() throws InvalidPackException {
    List<RulePack> packs =
        RulePacks.readAll(
            files(from("null", "2026-06-14", 1), from("2026-06-15", "2026-06-15", 2)));
    var shelf = new PackShelf(packs);
    assertThat(chosen(shelf, ON.minusDays(1))).isEqualTo("test-town@1");
    assertThat(chosen(shelf, ON)).isEqualTo("test-town@2");
    assertThat(shelf.choose("test-town", ON.plusDays(1), Instant.EPOCH))
        .isInstanceOf(PackChoice.NotInForce.class);
    assertThat(shelf.choose("test-towns", ON, Instant.EPOCH))
        .isInstanceOf(PackChoice.Unknown.class);
  }

  private static void assertRefused(String fault, String... packs) {
    assertThatExceptionOfType(InvalidPackException.class)
        .isThrownBy(() -> RulePacks.readAll(files(packs)))
        .withMessage(fault);
  }

  private static Map<String, String> files(String... packs) {
    var files = new LinkedHashMap<String, String>();
    for (String pack : packs) {
      files.put(files.size() + ".yaml", pack);
    }
    return files;
  }

  /** Returns the town's pack in a version that is in force from one day to another. */
  private static String from(String from, String to, int version) {
    return TOWN.replace(
        "version: 1", "version: %d\nvalidFrom: %s\nvalidTo: %s".formatted(version, from, to));
  }

  private static String chosen(PackShelf shelf, LocalDate on) {
    return ((PackChoice.Found) shelf.choose("test-town", on, Instant.EPOCH))
        .pack()
        .pack()
        .reference();
  }

  private static DocumentVerdict verdict(List<RulePack> packs, String name, String issuer) {
    var passport =
        new Document(
            DocumentType.PASSPORT,
            Country.find(issuer).orElseThrow(),
            DocumentForm.PHYSICAL,
            true,
            Truth.TRUE,
            false,
            ON,
            false,
            null,
            null,
            Truth.TRUE);
    var question = new DocumentQuestion(List.of(passport), ON, Venue.CITIZEN_SERVICE, 0);
    var found = (PackChoice.Found) new PackShelf(packs).choose(name, ON, Instant.EPOCH);
    DocumentAnswer answer = found.pack().documents().orElseThrow().decide(question);
    return answer.verdict();
  }
}
