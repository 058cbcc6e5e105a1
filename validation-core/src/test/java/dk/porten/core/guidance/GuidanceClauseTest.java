package dk.porten.core.guidance;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.guidance.Topic.Section;
import dk.porten.core.pack.InvalidPackException;
import dk.porten.core.pack.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the guidance says, clause by clause, in both languages. */
final class GuidanceClauseTest {
  private static final Path SPEC = Path.of("SPEC.md");

  /** How it is told is a matter of the answers, not of the texts. */
  private static final Set<String> OF_ANSWERS = Set.of("G22", "G23");

  private static final Guidance GUIDANCE = load();

  @ParameterizedTest(name = "{0} {1}/{2}: {4}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          G1  | refused           | alone         | S1 | alene                      | yourself
          G1  | refused           | alone         | S1 | underskrift                | signature
          G1  | refused           | alone         | S1 | ingen andre må få          | nobody else may have
          G2  | refused           | identity      | S1 | slået fast med sikkerhed   | confirmed securely
          G3  | refused           | order         | S1 | § 3 og § 8                 | sections 3 and 8
          G3  | refused           | order         | S1 | MitID til privatpersoner   | MitID for private persons
          G4  | refused           | may-and-must  | S1 | Borgerservice kan sige nej | Citizen Service may refuse
          G4  | refused           | may-and-must  | S1 | Borgerservice skal sige    | Citizen Service must refuse
          G5  | without-mitid     | no-duty       | S1 | Ingen lov                  | No law
          G5  | without-mitid     | no-duty       | S1 | Offentlige myndigheder     | Public authorities
          G6  | refused           | complaint     | S1 | klagevejledning            | guide to complaining
          G6  | refused           | complaint     | S1 | vurderet forkert           | assessed wrongly
          G7  | help              | legal         | S1 | uafhængig rådgiver         | independent adviser
          G7  | help              | digital       | S1 | biblioteker                | libraries
          G7  | help              | digital       | S1 | kurser                     | courses
          G7  | help              | digital       | S3 | Den Digitale Hotline       | The Digital Hotline
          G7  | help              | relatives     | S1 | pårørende                  | relative
          G8  | power-of-attorney | visible       | S1 | som sig selv               | as themself
          G9  | power-of-attorney | beforehand    | S1 | uvildige juridiske råd     | impartial legal advice
          G9  | power-of-attorney | beforehand    | S1 | Tal det grundigt igennem   | Talk it through
          G9  | power-of-attorney | beforehand    | S1 | Skriv ned                  | Write down
          G10 | power-of-attorney | own-mitid     | S4 | ingen fuldmagt til en andens MitID | no power of attorney over another
          G10 | power-of-attorney | own-mitid     | S4 | ingen kan hente MitID for  | nobody can get MitID for
          G10 | power-of-attorney | own-mitid     | S4 | vælger derefter            | then chooses the person
          G11 | power-of-attorney | public        | S4 | Digital Fuldmagt           | Digital Power of Attorney
          G11 | power-of-attorney | public        | S4 | Ikke alle myndigheder      | Not all authorities
          G12 | power-of-attorney | by-letter     | S1 | med sit eget MitID         | with their own MitID
          G12 | power-of-attorney | by-letter     | S1 | som brev med posten        | as a letter by post
          G12 | power-of-attorney | by-letter     | S1 | Digitaliseringsstyrelsen   | Agency for Digital Government
          G13 | power-of-attorney | cannot-give   | S4 | kommunens Borgerservice    | municipality's Citizen Service
          G14 | power-of-attorney | private       | S1 | din bank                   | your bank
          G14 | power-of-attorney | private       | S1 | dit pensionsselskab        | your pension company
          G14 | power-of-attorney | private       | S1 | dit forsikringsselskab     | your insurance company
          G14 | power-of-attorney | private       | S1 | din læge                   | your doctor
          G15 | without-mitid     | digital-post  | S1 | fritaget                   | exempted
          G15 | without-mitid     | digital-post  | S1 | læseadgang                 | read access
          G16 | without-mitid     | bank          | S1 | kunde uden MitID           | customer without MitID
          G17 | before-the-visit  | bank-first    | S3 | bankens kundesupport og ikke | customer support and not
          G17 | before-the-visit  | bank-first    | S3 | med din telefon            | with your telephone
          G17 | before-the-visit  | bank-first    | S3 | med en andens telefon      | with another person's telephone
          G17 | before-the-visit  | bank-first    | S3 | er passet udløbet, så bestil tid | has expired, book an appointment
          G18 | before-the-visit  | user-id       | S3 | før du møder op            | before you come
          G18 | before-the-visit  | user-id       | S3 | Find på flere              | Think of several
          G18 | before-the-visit  | user-id       | S3 | ikke din adgangskode       | not your password
          G19 | before-the-visit  | devices       | S3 | en kodeviser, en kodelæser eller en chip | a code viewer, a code reader or a chip
          G20 | mitid-erhverv     | organisation  | S2 | MitID Erhverv              | MitID Erhverv
          G20 | mitid-erhverv     | cpr-number    | S2 | ikke et CPR-nummer         | do not have a CPR number
          G21 | help              | secure-mail   | S3 | sikker mail                | secure mail
          """)
  void section_ofClause_saysIt(
      String clause, String topic, String id, String source, String danish, String english) {
    Section section =
        GUIDANCE.find(topic).orElseThrow().sections().stream()
            .filter(candidate -> candidate.id().equals(id))
            .findFirst()
            .orElseThrow();

    assertThat(section.clause()).isEqualTo(clause);
    assertThat(section.sources()).contains(source);
    assertThat(text(section, Language.DA)).contains(danish);
    assertThat(text(section, Language.EN)).contains(english);
  }

  @Test
  void sections_together_carryOutEveryClauseOfTheSpecification() throws IOException {
    Set<String> written =
        Pattern.compile("\\*\\*(G[0-9]+) ")
            .matcher(Files.readString(SPEC))
            .results()
            .map(clause -> clause.group(1))
            .filter(clause -> !OF_ANSWERS.contains(clause))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(
            GUIDANCE.topics().stream()
                .flatMap(topic -> topic.sections().stream())
                .map(Section::clause))
        .containsAll(written)
        .isSubsetOf(written);
    assertThat(written).hasSize(21);
  }

  private static String text(Section section, Language language) {
    return Stream.of(
            Stream.of(section.heading()), section.paragraphs().stream(), section.steps().stream())
        .flatMap(texts -> texts)
        .map(text -> text.in(language))
        .collect(Collectors.joining("\n"));
  }

  private static Guidance load() {
    try {
      return Guidance.load();
    } catch (InvalidPackException invalid) {
      throw new AssertionError(invalid);
    }
  }
}
