package dk.porten.core.visit;

import dk.porten.core.document.DocumentQuestion;
import dk.porten.core.fact.Attestation;
import dk.porten.core.fact.AttestationFact;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Person;
import dk.porten.core.fact.PersonHash;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import dk.porten.core.userid.UserIdVerdict;
import dk.porten.core.witness.WitnessQuestion;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random visits whose verdict turns within about a year, more often than not. */
final class VisitCases {

  private static final List<DocumentType> TYPES =
      List.of(
          DocumentType.PASSPORT,
          DocumentType.DRIVING_LICENCE,
          DocumentType.HEALTH_INSURANCE_CARD,
          DocumentType.TAX_ASSESSMENT_NOTICE,
          DocumentType.TAX_ASSESSMENT_NOTICE,
          DocumentType.PRELIMINARY_INCOME_ASSESSMENT,
          DocumentType.PRELIMINARY_INCOME_ASSESSMENT,
          DocumentType.PUBLIC_BENEFIT_DOCUMENTATION,
          DocumentType.PUBLIC_BENEFIT_DOCUMENTATION);
  private static final List<Country> ISSUERS =
      Stream.of("DK", "DK", "DK", "SE").map(code -> Country.find(code).orElseThrow()).toList();
  private static final UUID WITNESS = new UUID(0, 1);
  private static final Person APPLICANT = new Person(new UUID(0, 2), new PersonHash(2, 0, 0, 0));

  private final RandomGenerator random;
  private final LocalDate on;
  private final Venue venue;

  private VisitCases(RandomGenerator random) {
    this.random = random;
    on = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(1_500));
    venue = oneIn(8) ? Venue.FAROE_HIGH_COMMISSIONER : Venue.CITIZEN_SERVICE;
  }

  /**
   * Makes a case.
   *
   * @param rulesWitnesses whether there may be a witness
   */
  static VisitCase next(RandomGenerator random, boolean rulesWitnesses) {
    var cases = new VisitCases(random);
    WitnessQuestion witness = rulesWitnesses && !cases.oneIn(5) ? cases.witness() : null;
    return new VisitCase(
        new VisitQuestion(
            new DocumentQuestion(cases.documents(5), cases.on, cases.venue, 0),
            witness,
            cases.any(List.of(Truth.FALSE, Truth.FALSE, Truth.UNKNOWN, Truth.TRUE, Truth.TRUE)),
            cases.oneIn(2)),
        witness == null || witness.personId() == null ? null : cases.attestations(),
        cases.wishes());
  }

  private WitnessQuestion witness() {
    return new WitnessQuestion(
        oneIn(20) ? null : WITNESS,
        oneIn(20) ? null : on.minusYears(oneIn(2) ? 18 : 40).plusDays(between(-100, 300)),
        oneIn(20) ? null : on.minusDays(oneIn(3) ? between(-100, 30) : between(31, 900)),
        oneIn(12),
        oneIn(20) ? null : documents(2),
        oneIn(3) ? APPLICANT : null,
        on,
        venue);
  }

  /** Often such as are enough today, or will be once the second one is issued. */
  private List<Document> documents(int most) {
    return switch (random.nextInt(4)) {
      case 0 -> List.of(document(DocumentType.PASSPORT));
      case 1 ->
          List.of(
              document(DocumentType.HEALTH_INSURANCE_CARD),
              document(DocumentType.PUBLIC_BENEFIT_DOCUMENTATION));
      default -> Stream.generate(() -> document(any(TYPES))).limit(between(0, most)).toList();
    };
  }

  private Document document(DocumentType type) {
    return new Document(
        type,
        any(ISSUERS),
        oneIn(12) ? DocumentForm.APP : DocumentForm.PHYSICAL,
        type.hasPhotoByDefault(),
        oneIn(12) ? Truth.UNKNOWN : Truth.of(!oneIn(3)),
        oneIn(20),
        oneIn(8) ? null : on.plusDays(between(-30, 900)),
        oneIn(8),
        oneIn(12) ? null : on.plusDays(between(-150, 400)),
        oneIn(12) ? null : Integer.valueOf(on.getYear() + between(-1, 2)),
        oneIn(20) ? any(List.of(Truth.values())) : Truth.TRUE);
  }

  private AttestationFact attestations() {
    return new AttestationFact(
        Stream.generate(this::attestation)
            .limit(between(0, 5))
            .sorted(Comparator.comparing(Attestation::on))
            .toList());
  }

  private Attestation attestation() {
    return new Attestation(on.plusDays(between(-150, 150)), new PersonHash(between(2, 5), 0, 0, 0));
  }

  private List<UserIdVerdict> wishes() {
    return !oneIn(3)
        ? List.of()
        : Stream.generate(() -> oneIn(2) ? UserIdVerdict.AVAILABLE : any(verdicts()))
            .limit(between(1, 3))
            .toList();
  }

  private static List<UserIdVerdict> verdicts() {
    return List.of(UserIdVerdict.values());
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
