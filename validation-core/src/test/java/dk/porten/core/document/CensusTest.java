package dk.porten.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import dk.porten.core.Packs;
import dk.porten.core.document.DocumentAnswer.Bring;
import dk.porten.core.document.DocumentAnswer.Item;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Counts the ways to suffice, which are known by hand (D10–D13, D40). */
class CensusTest {

  private static final LocalDate ON = LocalDate.of(2026, 12, 3);

  private final DocumentDecision national = Packs.documents("mitid-national");

  @Test
  void census_highCommissioner_97SetsOfKinds() {
    assertThat(setsOfKinds(Venue.FAROE_HIGH_COMMISSIONER)).hasSize(97);
  }

  @Test
  void census_citizenService_82SetsOfKinds() {
    assertThat(setsOfKinds(Venue.CITIZEN_SERVICE)).hasSize(82);
  }

  @Test
  void bring_swedishPassportInHand_52SetsHealthCardFirst() {
    var passport =
        new Document(
            DocumentType.PASSPORT,
            Country.find("SE").orElseThrow(),
            DocumentForm.PHYSICAL,
            true,
            Truth.FALSE,
            false,
            LocalDate.of(2030, 1, 1),
            false,
            null,
            null,
            Truth.TRUE);
    Bring bring = bring(List.of(passport), Venue.CITIZEN_SERVICE, 5);
    assertThat(bring.total()).isEqualTo(52);
    assertThat(bring.sets()).hasSize(5);
    Item first = bring.sets().get(0).get(0);
    assertThat(first.documentClass().id()).isEqualTo("health-card");
    assertThat(first.cprNumberRequired()).isTrue();
  }

  private Set<Set<String>> setsOfKinds(Venue venue) {
    Bring bring = bring(List.of(), venue, 200);
    assertThat(bring.sets()).hasSize(bring.total()).doesNotHaveDuplicates();
    return bring.sets().stream()
        .map(set -> set.stream().map(i -> i.documentClass().id()).collect(Collectors.toSet()))
        .collect(Collectors.toSet());
  }

  private Bring bring(List<Document> documents, Venue venue, int limit) {
    return national.decide(new DocumentQuestion(documents, ON, venue, limit)).bring();
  }
}
