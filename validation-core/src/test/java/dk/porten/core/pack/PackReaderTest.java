package dk.porten.core.pack;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dk.porten.core.fact.Country;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packs that are read, and faults that are told with their line. */
class PackReaderTest {

  /** A pack without a fault; the rows below spoil a line of it. */
  private static final String SOUND =
      """
      id: test-town
      version: 1
      authority:
        name: {da: Prøveby, en: Testtown}
        contacts: []
      timeZone: Europe/Copenhagen
      sources:
        P1: {title: A page}
      userId: {source: P1, minLength: 5, maxLength: 48, characters: abc, forbids: []}
      documents:
        source: P1
        classes:
          - {id: passport, source: P1, accepts: [{types: [passport], issuers: [NO], photo: required}]}
          - {id: tax, source: P1, accepts: [{types: [tax-assessment-notice], issuers: [DK]}]}
        routes:
          - {id: single, source: P1, one: {classes: [passport]}}
          - {id: two, source: P1, twoOf: {classes: [tax, passport]}}
        easeOrder: [tax, passport]
      witness:
        source: P1
        minimumAge: 18
        mitIdMoreThanDays: 30
        classes: [passport]
        quota: {limit: 3, windowDays: 120, countBy: events}
      """;

  @Test
  void read_idOrNestingWithoutEnd_isRefused() {
    assertThat(faults(SOUND.replace("test-town", "test-town" + "-a".repeat(50_000))))
        .isEqualTo("1: expected id to be lower-case words joined by hyphens");
    assertThat(faults("id: a\nsources: " + "[".repeat(100_000)))
        .isEqualTo("2: expected at most 32 levels");
  }

  @Test
  void read_issuerNoUnquoted_isNorway() throws InvalidPackException {
    AcceptanceTable table = new AcceptanceTable(documents(SOUND).classes());
    assertThat(table.taking(DocumentType.PASSPORT, country("NO"), DocumentForm.PHYSICAL))
        .isEqualTo(0b01);
    assertThat(table.taking(DocumentType.PASSPORT, country("DK"), DocumentForm.PHYSICAL)).isZero();
  }

  @Test
  void read_shippedNemId_takesNorwegianLicence() throws InvalidPackException {
    DocumentRules rules = documents(Resources.text("nemid-herning.yaml"));
    AcceptanceTable table = new AcceptanceTable(rules.classes());
    assertThat(table.taking(DocumentType.DRIVING_LICENCE, country("NO"), DocumentForm.PHYSICAL))
        .isNotZero();
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id: test-town                       | id: Test Town            | 1: expected id to be lower-case words joined by hyphens
          id: test-town                       | name: test-town          | 1: expected a member 'id': lower-case words joined by hyphens; 1: expected one of authority, documents, id, issuerGroups, legacy, sources, timeZone, userId, validFrom, validTo, version, witness, found 'name'
          version: 1                          | version: one             | 2: expected version to be a whole number from 1 to 999999
          version: 1                          | version: !!int one       | 2: expected version to be a whole number from 1 to 999999
          version: 1                          | version: !!int +1        | 2: expected version to be a whole number from 1 to 999999
          version: 1                          | version: 0               | 2: expected version to be a whole number from 1 to 999999
          version: 1                          | version: '1'             | 2: expected version to be a whole number from 1 to 999999
          version: 1                          | version: [1]             | 2: expected version to be a whole number from 1 to 999999
          version: 1                          | version: 1%nversion: 2   | 3: expected each key once, found 'version' again
          version: 1                          | version: 1%nlegacy: no   | 3: expected legacy to be true or false
          version: 1                          | version: 1%nvalidFrom: 1 May 2026 | 3: expected validFrom to be a date YYYY-MM-DD or null
          version: 1                          | version: 1%nvalidTo: 2026-02-30   | 3: expected validTo to be a date YYYY-MM-DD or null
          version: 1                          | version: 1%nvalidFrom: 2026-01-02%nvalidTo: 2026-01-01 | 4: expected validTo not to be before validFrom
          da: Prøveby, en: Testtown           | da: Prøveby              | 4: expected a member 'en': a name
          contacts: []                        | contacts: none           | 5: expected contacts to be a list
          contacts: []                        | contacts: [{kind: fax}]  | 5: expected a member 'value': a number or address
          contacts: []                        | contacts: [fax]          | 5: expected a mapping; 5: expected a member 'kind': a kind of contact
          Europe/Copenhagen                   | Europe/Atlantis          | 6: expected timeZone to be one such as Europe/Copenhagen
          P1: {title: A page}                 | P1: A page               | 8: expected a mapping; 8: expected a member 'title': a title
          P1: {title: A page}                 | P1: {title: A page, url: 'http://a'} | 8: expected url to be an address
          maxLength: 48                       | maxLength: 4             | 9: expected maxLength not to be below minLength
          characters: abc                     | characters: abcA         | 9: expected characters to be characters of Latin-1, no capital letters
          characters: abc                     | characters: abca         | 9: expected each character once
          forbids: []                         | forbids: [hyphen]        | 9: expected one of leading-space, trailing-space, ten-digits, cpr-number
          types: [passport]                   | types: [pasport]         | 13: expected one of
          types: [passport]                   | types: passport          | 13: expected types to be a list
          types: [passport], issuers: [NO]    | issuers: [NO]            | 13: expected a member 'types': one of
          issuers: [NO]                       | issuers: [ZZ]            | 13: expected a country code in capitals or one of the groups []
          issuers: [NO]                       | issuers: ['no']          | 13: expected a country code in capitals or one of the groups []
          issuers: [NO]                       | issuers: [eea]           | 13: expected a country code in capitals or one of the groups []
          issuers: [NO]                       | issuersExcept: [], issuers: [NO] | 13: expected one of forms, issuersExcept, photo, types, found 'issuers'
          issuers: [NO]                       | issuers: [NO], forms: [paper] | 13: expected one of physical, app
          photo: required                     | photo: true              | 13: expected photo to be 'required', or left out
          id: passport, source: P1            | id: passport, source: P2 | 13: expected one of the pack's sources [P1]
          id: passport, source: P1            | id: passport             | 13: expected a member 'source': the id of one of the pack's sources
          id: passport, source: P1            | id: passport, source: P1, venues: [home] | 13: expected one of citizen-service, faroe-high-commissioner
          id: passport, source: P1            | id: passport, source: P1, is: tax | 13: expected an earlier class of its own, and cprNumber: required
          issuers: [DK]                       | issuers: [DK], photo: required | 14: expected only types that carry a picture
          id: tax                             | id: passport             | 14: expected each class once, found 'passport' again
          one: {classes: [passport]}          | one: {classes: [pass]}   | 16: expected ids of classes
          one: {classes: [passport]}          | one: {classes: passport} | 16: expected classes to be a list
          one: {classes: [passport]}          | one: {cprNumber: required} | 16: expected a member 'classes': a list of ids of classes
          one: {classes: [passport]}          | three: {classes: [passport]} | 16: expected a member 'first': a mapping
          one: {classes: [passport]}          | first: {classes: [tax]}, second: {classes: [tax]} | 16: expected no class that is in first too
          id: two                             | id: single               | 17: expected each route once
          classes: [tax, passport]            | classes: [tax], anchors: [passport] | 17: expected only classes of this route
          classes: [tax, passport]            | classes: [tax, passport], notTogether: [tax] | 17: expected two classes of this route
          easeOrder: [tax, passport]          | easeOrder: [tax]         | 18: expected every class once
          easeOrder: [tax, passport]          | easeOrder: [tax, passport, tax] | 18: expected every class once
          easeOrder: [tax, passport]          | years: {tax-assessment-notice: next}%n  easeOrder: [tax, passport] | 18: expected one of previous, current
          easeOrder: [tax, passport]          | years: {tax: previous}%n  easeOrder: [tax, passport] | 18: expected one of armed-forces-id-card, b
          easeOrder: [tax, passport]          | ease: [tax, passport]    | 11: expected a member 'easeOrder': a list of ids of classes
          minimumAge: 18                      | minimumAge: 18.5         | 21: expected minimumAge to be a whole number from 0 to 150
          minimumAge: 18                      | minimumAge: 1000000000000 | 21: expected minimumAge to be a whole number from 0 to 150
          limit: 3                            | limit: 0                 | 24: expected limit to be a whole number from 1 to 1000
          countBy: events                     | countBy: days            | 24: expected one of events, persons
          contacts: []                        | contacts: &a []%n  more: *a | 1: expected YAML 1.2
          authority:                          | authority: [             | 5: expected YAML 1.2
          version: 1                          | version: 1%n? [a, b]%n: c | 3: expected a plain key
          """)
  void read_spoiltLine_saysWhereAndWhatWasExpected(String sound, String spoilt, String faults) {
    String yaml = SOUND.replace(sound, spoilt.replace("%n", "\n"));
    assertThat(yaml).isNotEqualTo(SOUND);
    assertThat(faults(yaml)).startsWith(faults);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          authority | 1: expected a member 'authority': a mapping
          timeZone  | 1: expected a member 'timeZone': a time zone such as Europe/Copenhagen
          sources   | 1: expected a member 'sources': a mapping
          version   | 1: expected a member 'version': a whole number from 1 to 999999
          documents | 14: expected one of documents, minimumAge, mitIdMoreThanDays, quota, source, found 'classes'
          """)
  void read_sectionMissing_isMissed(String section, String fault) {
    String yaml = SOUND.replaceFirst("(?m)^" + section + ":.*\n( .*\n)*", "");
    assertThat(yaml).isNotEqualTo(SOUND);
    assertThat(faults(yaml)).contains(fault);
  }

  @Test
  void read_nothingRuled_oneSectionIsExpected() {
    String yaml = SOUND.substring(0, SOUND.indexOf("userId:"));
    assertThat(faults(yaml)).isEqualTo("1: expected at least one of userId, documents, witness");
  }

  @Test
  void read_severalFaults_allInLineOrder() {
    String yaml =
        SOUND
            .replace("minimumAge: 18", "minimumAge: old")
            .replace("Europe/Copenhagen", "Copenhagen")
            .replace("version: 1", "version: 1\nlegasy: true")
            .replace("issuers: [DK]", "issuers: [DK, XX]");
    assertThat(faults(yaml).split("; ", -1))
        .extracting(fault -> fault.split(":", -1)[0])
        .containsExactly("3", "7", "15", "22");
  }

  @Test
  void read_notAMapping_saysSo() {
    assertThat(faults("")).isEqualTo("1: expected a mapping, found an empty file");
    assertThat(faults("# nothing\n")).isEqualTo("1: expected a mapping, found an empty file");
    assertThat(faults("- a\n- b\n")).startsWith("1: expected a mapping");
    assertThat(faults("text")).startsWith("1: expected a mapping");
    assertThat(faults("a: b\n c: d\n")).startsWith("2: expected YAML 1.2");
    assertThat(faults("id: a\n---\nid: b\n")).contains("expected YAML 1.2");
  }

  @Test
  void read_aliasBomb_isRefusedUnread() {
    String bomb =
        IntStream.range(1, 30)
            .mapToObj(i -> "l%d: &l%d [*l%d, *l%d]\n".formatted(i, i, i - 1, i - 1))
            .collect(joining("", "l0: &l0 [a]\n", ""));
    assertThat(faults(bomb)).contains("expected YAML 1.2");
  }

  @Test
  void read_fileTooLong_isRefused() {
    assertThat(faults("#".repeat(1 << 20) + "\n" + SOUND)).contains("expected YAML 1.2");
  }

  @Test
  void read_32Classes_areTheMost() throws InvalidPackException {
    assertThat(documents(withClasses(32)).classes()).hasSize(32);
    assertThat(faults(withClasses(33))).isEqualTo("13: expected at most 32 classes");
  }

  @Test
  void read_exampleOfTheSchema_isSound() throws Exception {
    String page = Files.readString(Path.of("RULE-PACKS.md"));
    Matcher fence = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page);
    assertThat(fence.find()).isTrue();
    RulePack pack = PackReader.read("RULE-PACKS.md", fence.group(1));
    assertThat(pack.reference()).isEqualTo("test-town@2");
    assertThat(pack.userId()).isNotNull();
    assertThat(Objects.requireNonNull(pack.documents()).classes()).hasSize(5);
    assertThat(Objects.requireNonNull(pack.witness()).documents()).hasSize(2);
  }

  /** Returns the pack with so many classes. */
  private static String withClasses(int count) {
    String line =
        SOUND.lines().filter(l -> l.contains("{id: tax")).findFirst().orElseThrow() + "\n";
    List<String> more = IntStream.range(2, count).mapToObj(i -> "tax-" + i).toList();
    String lines = more.stream().map(id -> line.replace("id: tax", "id: " + id)).collect(joining());
    return SOUND
        .replace(line, line + lines)
        .replace(
            "easeOrder: [tax, passport]",
            "easeOrder: [tax, passport, " + String.join(", ", more) + "]");
  }

  private static DocumentRules documents(String yaml) throws InvalidPackException {
    return Objects.requireNonNull(PackReader.read("pack.yaml", yaml).documents());
  }

  private static Country country(String code) {
    return Country.find(code).orElseThrow();
  }

  /** Returns the faults as {@code line: expected}, in order, parted by semicolons. */
  private static String faults(String yaml) {
    InvalidPackException refused =
        catchThrowableOfType(InvalidPackException.class, () -> PackReader.read("pack.yaml", yaml));
    assertThat(refused).as("refused").isNotNull();
    assertThat(refused.faults()).allMatch(fault -> fault.file().equals("pack.yaml"));
    return refused.faults().stream()
        .map(fault -> fault.line() + ": " + fault.expected())
        .collect(joining("; "));
  }
}
