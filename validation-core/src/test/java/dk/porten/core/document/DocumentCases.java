package dk.porten.core.document;

import dk.porten.core.document.PackClauses.ClassClause;
import dk.porten.core.document.PackClauses.Line;
import dk.porten.core.fact.Country;
import dk.porten.core.fact.Document;
import dk.porten.core.fact.DocumentForm;
import dk.porten.core.fact.DocumentType;
import dk.porten.core.fact.Truth;
import dk.porten.core.fact.Venue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random cases for a pack, mostly of documents that it lists, near the days and issuers where its
 * rules turn. A case follows from the seed and its index alone.
 */
final class DocumentCases {

  private static final List<String> ISSUERS =
      List.of("DK", "GL", "FO", "SE", "NO", "LI", "DE", "CH", "GB", "US", "XK");

  private static final List<DocumentType> TYPES = List.of(DocumentType.values());

  private static final List<LocalDate> NOTABLE_DAYS =
      List.of(
          LocalDate.of(2026, 5, 31),
          LocalDate.of(2027, 5, 30),
          LocalDate.of(2028, 5, 31),
          LocalDate.of(2028, 2, 29),
          LocalDate.of(2027, 11, 30),
          LocalDate.of(2026, 12, 31),
          LocalDate.of(2027, 1, 1));

  private final SplittableRandom random;

  /** How many of a hundred facts are spoilt or left out, in this case. */
  private final int flawPercent;

  /** The classes that the case is about: all, or neighbours, which often go together or do not. */
  private final List<ClassClause> classes;

  private DocumentCases(PackClauses pack, SplittableRandom random) {
    this.random = random;
    this.flawPercent = pick(List.of(2, 10, 25));
    int first = random.nextInt(pack.classes().size() - 2);
    this.classes = isIn(60) ? pack.classes() : pack.classes().subList(first, first + 3);
  }

  /** Returns the case of an index. */
  static DocumentQuestion at(PackClauses pack, long seed, long index) {
    return new DocumentCases(pack, new SplittableRandom(seed + index)).question();
  }

  private DocumentQuestion question() {
    LocalDate on =
        isIn(25) ? pick(NOTABLE_DAYS) : LocalDate.of(2024, 1, 1).plusDays(random.nextInt(5 * 365));
    int count = isIn(2) ? random.nextInt(7, DocumentQuestion.MAX_DOCUMENTS + 1) : random.nextInt(7);
    var documents = new ArrayList<Document>();
    for (int i = 0; i < count; i++) {
      documents.add(document(on));
    }
    Venue venue = isIn(60) ? Venue.CITIZEN_SERVICE : Venue.FAROE_HIGH_COMMISSIONER;
    return new DocumentQuestion(documents, on, venue, random.nextInt(60));
  }

  private Document document(LocalDate on) {
    ClassClause documentClass = pick(classes);
    Line line = pick(documentClass.lines());
    DocumentType type =
        isIn(85)
            ? pick(line.types())
            : isIn(20) ? DocumentType.PUBLIC_BENEFIT_DOCUMENTATION : pick(TYPES);
    String issuer = pick(ISSUERS);
    while (!line.issuers().test(issuer) && isIn(97)) {
      issuer = pick(ISSUERS);
    }
    DocumentForm form = isIn(90) ? pick(line.forms()) : pick(List.of(DocumentForm.values()));
    boolean flawedPhoto = isIn(flawPercent / 3);
    return new Document(
        type,
        type.isIssuerOptional() && isIn(50) ? null : Country.find(issuer).orElseThrow(),
        form,
        flawedPhoto != type.hasPhotoByDefault(),
        isIn(20) ? Truth.UNKNOWN : Truth.of(isIn(40)),
        isIn(flawPercent / 3),
        expiresOn(type, on),
        isIn(20),
        issuedOn(type, on),
        year(type, on),
        isIn(flawPercent) ? pick(List.of(Truth.FALSE, Truth.UNKNOWN)) : Truth.TRUE);
  }

  private @Nullable LocalDate expiresOn(DocumentType type, LocalDate on) {
    if (isIn(type.hasExpiryDate() ? flawPercent : 85)) {
      return null;
    }
    if (isIn(20)) {
      return on.plusDays(random.nextInt(-1, 3));
    }
    return on.plusDays(random.nextInt(isIn(flawPercent) ? -60 : 0, isIn(90) ? 300 : 1_090));
  }

  private @Nullable LocalDate issuedOn(DocumentType type, LocalDate on) {
    if (isIn(type == DocumentType.PUBLIC_BENEFIT_DOCUMENTATION ? flawPercent : 85)) {
      return null;
    }
    if (isIn(30)) {
      return on.minusMonths(3).plusDays(random.nextInt(-1, 4));
    }
    return isIn(30)
        ? on.plusDays(random.nextInt(-1, 2))
        : on.plusDays(random.nextInt(-120, isIn(flawPercent) ? 60 : 1));
  }

  private @Nullable Integer year(DocumentType type, LocalDate on) {
    boolean isJudged =
        type == DocumentType.TAX_ASSESSMENT_NOTICE
            || type == DocumentType.PRELIMINARY_INCOME_ASSESSMENT;
    if (isIn(isJudged ? flawPercent : 85)) {
      return null;
    }
    if (isIn(flawPercent)) {
      return on.getYear() + random.nextInt(-2, 3);
    }
    return type == DocumentType.TAX_ASSESSMENT_NOTICE ? on.getYear() - 1 : on.getYear();
  }

  private boolean isIn(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
