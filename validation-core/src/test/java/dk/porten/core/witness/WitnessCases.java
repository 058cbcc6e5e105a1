package dk.porten.core.witness;

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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Random witnesses near the boundaries of W1–W9. */
final class WitnessCases {

  private static final List<LocalDate> DAYS =
      Stream.of(
              "2022-02-28",
              "2022-03-01",
              "2024-02-29",
              "2025-06-30",
              "2026-02-27",
              "2026-02-28",
              "2026-03-01",
              "2026-12-03",
              "2026-12-31",
              "2027-01-01",
              "2028-02-29",
              "2030-03-01")
          .map(LocalDate::parse)
          .toList();
  private static final int[] MITID_AGES = {-3, 0, 9, 10, 11, 12, 29, 30, 31, 32, 60, 400};
  private static final int[] DISTANCES = {
    -241, -240, -239, -121, -120, -119, -118, -60, -1, 0, 1, 60, 118, 119, 120, 121, 239, 240
  };
  private static final List<Country> ISSUERS =
      Stream.of("DK", "DK", "DK", "GL", "FO", "SE", "XK")
          .map(code -> Country.find(code).orElseThrow())
          .toList();
  private static final List<DocumentType> USUAL =
      List.of(
          DocumentType.PASSPORT,
          DocumentType.DRIVING_LICENCE,
          DocumentType.RESIDENCE_PERMIT,
          DocumentType.NATIONAL_ID_CARD,
          DocumentType.MUNICIPAL_ID_CARD,
          DocumentType.FOREIGN_MINISTRY_ID_CARD);
  private static final List<DocumentType> TYPES = List.of(DocumentType.values());
  private static final List<Truth> TRUTHS = List.of(Truth.values());

  private final RandomGenerator random;
  private final LocalDate on;
  private final Person witness;
  private final List<Person> others;

  private WitnessCases(RandomGenerator random) {
    this.random = random;
    on = random.nextBoolean() ? any(DAYS) : LocalDate.of(2022, 1, 1).plusDays(between(0, 3_000));
    witness = person();
    others = List.of(person(), person(), person(), person());
  }

  static WitnessCase next(RandomGenerator random) {
    return new WitnessCases(random).next();
  }

  private WitnessCase next() {
    boolean isKnown = !oneIn(12);
    var question =
        new WitnessQuestion(
            isKnown ? witness.id() : null,
            oneIn(12) ? null : birthDate(),
            oneIn(12) ? null : mitIdSince(),
            oneIn(10),
            oneIn(12) ? null : documents(),
            applicant(),
            on,
            oneIn(4) ? Venue.FAROE_HIGH_COMMISSIONER : Venue.CITIZEN_SERVICE);
    return new WitnessCase(question, isKnown ? new AttestationFact(attestations()) : null);
  }

  private LocalDate birthDate() {
    return switch (random.nextInt(6)) {
      case 0 -> on.minusYears(18).plusDays(between(-2, 2));
      case 1 -> bornOnLeapDay();
      case 2 -> on.minusYears(18).plusDays(between(-900, 900));
      default -> on.minusYears(between(19, 90));
    };
  }

  /** On the 29 February nearest to 18 years ago. */
  private LocalDate bornOnLeapDay() {
    int year = on.getYear() - 18;
    return LocalDate.of(year - year % 4 + (year % 4 > 2 ? 4 : 0), 2, 29);
  }

  private LocalDate mitIdSince() {
    return switch (random.nextInt(4)) {
      case 0 -> on.minusDays(MITID_AGES[random.nextInt(MITID_AGES.length)]);
      case 1 -> on.minusDays(between(-20, 60));
      default -> on.minusDays(between(100, 2_000));
    };
  }

  private List<Document> documents() {
    var documents = new ArrayList<Document>();
    int count = oneIn(8) ? 0 : oneIn(8) ? 3 : between(1, 2);
    for (int i = 0; i < count; i++) {
      documents.add(document());
    }
    return documents;
  }

  private Document document() {
    DocumentType type = oneIn(5) ? any(TYPES) : any(USUAL);
    return new Document(
        type,
        type.isIssuerOptional() && random.nextBoolean() ? null : any(ISSUERS),
        oneIn(4) ? DocumentForm.APP : DocumentForm.PHYSICAL,
        !oneIn(8),
        any(TRUTHS),
        oneIn(10),
        oneIn(5) ? null : expiresOn(),
        oneIn(4),
        oneIn(4) ? null : on.minusDays(between(-30, 120)),
        oneIn(4) ? null : Integer.valueOf(on.getYear() - between(-1, 2)),
        random.nextBoolean() ? Truth.TRUE : any(TRUTHS));
  }

  private LocalDate expiresOn() {
    return switch (random.nextInt(4)) {
      case 0 -> on.plusDays(between(-2, 2));
      case 1 -> on.plusDays(between(-200, 400));
      default -> on.plusYears(between(1, 8));
    };
  }

  private @Nullable Person applicant() {
    if (oneIn(16)) {
      return witness;
    }
    return oneIn(4) ? null : any(others);
  }

  private List<Attestation> attestations() {
    int count = random.nextBoolean() ? between(0, 2) : between(2, 7);
    return Stream.generate(() -> new Attestation(attestationDay(), helped().hash()))
        .limit(count)
        .sorted(Comparator.comparing(Attestation::on))
        .toList();
  }

  private LocalDate attestationDay() {
    return switch (random.nextInt(3)) {
      case 0 -> on.plusDays(DISTANCES[random.nextInt(DISTANCES.length)]);
      case 1 -> on.plusDays(between(-125, 0));
      default -> on.plusDays(between(-250, 250));
    };
  }

  private Person helped() {
    return oneIn(8) ? person() : any(others);
  }

  private Person person() {
    var id = new UUID(random.nextLong(), random.nextLong());
    return new Person(
        id, new PersonHash(id.getMostSignificantBits(), id.getLeastSignificantBits(), 0, 0));
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
